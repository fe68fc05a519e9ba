#include "tests/storage/conformance/engine_under_test.hpp"
#include "tests/storage/support/erasure.hpp"

namespace regard::storage {
namespace {

class SqliteUnderTest final : public EngineUnderTest {
 public:
  std::unique_ptr<WritingEngine> open() override { return samples::open_sqlite(path_); }
  void erase(const observer::RecordingId& recording_id, std::uint64_t sequence) override {
    tests::erase(path_, recording_id, sequence);
  }

 private:
  samples::TemporaryDirectory directory_;
  std::string path_ = directory_.file("regard.db");
};

}  // namespace

std::vector<MakeEngine> engines() {
  return {[] { return std::make_unique<SqliteUnderTest>(); }};
}

}  // namespace regard::storage
