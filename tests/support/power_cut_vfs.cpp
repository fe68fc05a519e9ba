#include "tests/support/power_cut_vfs.hpp"

#include <sqlite3.h>

#include <atomic>
#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>

#include "tests/support/power_cut_locks.hpp"

namespace regard::support {

struct PowerCutVfs::State {
  explicit State(std::uint64_t seed) : disk(seed) {}

  // Counts down to the ordered fault; true for the one call that must fail.
  bool must_fail(bool is_sync) {
    if (calls_until_fault == 0 || is_sync != (fault == Fault::kSyncError)) return false;
    return --calls_until_fault == 0;
  }

  sqlite3_vfs vfs{};
  std::string name;
  // Guards everything below, and what the open files hold.
  mutable std::mutex mutex;
  PowerCutDisk disk;
  std::map<std::string, std::shared_ptr<PowerCutLocks>> locks;
  // Counts the power cuts: a file that was opened before the last one is dead.
  int power_cycle = 0;
  Fault fault = Fault::kDiskFull;
  int calls_until_fault = 0;
  std::uint64_t sync_count = 0;
};

namespace {

using State = PowerCutVfs::State;

struct OpenFile {
  State& state;
  int power_cycle;
  std::string name;
  bool delete_on_close;
  std::shared_ptr<PowerCutFile> file;
  std::shared_ptr<PowerCutLocks> locks;
  PowerCutLocks::Held held{};

  [[nodiscard]] bool is_dead() const { return power_cycle != state.power_cycle; }
};

// What SQLite allocates for an open file: its own head, and ours behind it.
struct FileHandle {
  sqlite3_file base;
  OpenFile* open_file;
};

OpenFile& open_file_of(sqlite3_file* handle) { return *reinterpret_cast<FileHandle*>(handle)->open_file; }

State& state_of(sqlite3_vfs* vfs) { return *static_cast<State*>(vfs->pAppData); }

// Runs an operation of a file under the lock; on a dead file it fails like a disk that is gone.
template <typename Operation>
int with_file(sqlite3_file* handle, Operation operation) {
  OpenFile& open_file = open_file_of(handle);
  const std::lock_guard lock(open_file.state.mutex);
  return open_file.is_dead() ? SQLITE_IOERR : operation(open_file);
}

int close_file(sqlite3_file* handle) {
  const std::unique_ptr<OpenFile> open_file(&open_file_of(handle));
  const std::lock_guard lock(open_file->state.mutex);
  open_file->locks->unlock(open_file->held, SQLITE_LOCK_NONE);
  if (open_file->delete_on_close && !open_file->is_dead()) open_file->state.disk.remove(open_file->name);
  return SQLITE_OK;
}

int read_file(sqlite3_file* handle, void* bytes, int count, sqlite3_int64 offset) {
  return with_file(handle, [&](OpenFile& open_file) {
    const std::span<std::uint8_t> wanted(static_cast<std::uint8_t*>(bytes), static_cast<std::size_t>(count));
    const std::size_t found = open_file.file->read(static_cast<std::size_t>(offset), wanted);
    return found == wanted.size() ? SQLITE_OK : SQLITE_IOERR_SHORT_READ;
  });
}

int write_file(sqlite3_file* handle, const void* bytes, int count, sqlite3_int64 offset) {
  return with_file(handle, [&](OpenFile& open_file) {
    if (open_file.state.must_fail(false)) {
      return open_file.state.fault == PowerCutVfs::Fault::kDiskFull ? SQLITE_FULL : SQLITE_IOERR_WRITE;
    }
    open_file.file->write(static_cast<std::size_t>(offset),
                          {static_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(count)});
    return SQLITE_OK;
  });
}

int truncate_file(sqlite3_file* handle, sqlite3_int64 size) {
  return with_file(handle, [&](OpenFile& open_file) {
    open_file.file->truncate(static_cast<std::size_t>(size));
    return SQLITE_OK;
  });
}

int sync_file(sqlite3_file* handle, int /*flags*/) {
  return with_file(handle, [&](OpenFile& open_file) {
    if (open_file.state.must_fail(true)) return SQLITE_IOERR_FSYNC;
    ++open_file.state.sync_count;
    open_file.file->sync();
    return SQLITE_OK;
  });
}

int file_size(sqlite3_file* handle, sqlite3_int64* size) {
  return with_file(handle, [&](OpenFile& open_file) {
    *size = static_cast<sqlite3_int64>(open_file.file->size());
    return SQLITE_OK;
  });
}

int lock_file(sqlite3_file* handle, int level) {
  return with_file(handle, [&](OpenFile& open_file) { return open_file.locks->lock(open_file.held, level); });
}

int unlock_file(sqlite3_file* handle, int level) {
  return with_file(handle, [&](OpenFile& open_file) {
    open_file.locks->unlock(open_file.held, level);
    return SQLITE_OK;
  });
}

int check_reserved_lock(sqlite3_file* handle, int* is_reserved) {
  return with_file(handle, [&](OpenFile& open_file) {
    *is_reserved = open_file.locks->is_reserved() ? 1 : 0;
    return SQLITE_OK;
  });
}

int file_control(sqlite3_file* /*handle*/, int /*operation*/, void* /*argument*/) { return SQLITE_NOTFOUND; }

// As the real VFS on Linux answers, so that SQLite writes here what it would write there.
int sector_size(sqlite3_file* /*handle*/) { return 4096; }
int device_characteristics(sqlite3_file* /*handle*/) { return SQLITE_IOCAP_POWERSAFE_OVERWRITE; }

int shm_map(sqlite3_file* handle, int index, int bytes, int extend, void volatile** region) {
  return with_file(handle, [&](OpenFile& open_file) {
    *region = open_file.locks->region(static_cast<std::size_t>(index), static_cast<std::size_t>(bytes), extend != 0);
    return SQLITE_OK;
  });
}

int shm_lock(sqlite3_file* handle, int first, int count, int flags) {
  return with_file(handle,
                   [&](OpenFile& open_file) { return open_file.locks->shm_lock(open_file.held, first, count, flags); });
}

void shm_barrier(sqlite3_file* handle) {
  // Taking the mutex is the barrier.
  const std::lock_guard lock(open_file_of(handle).state.mutex);
}

int shm_unmap(sqlite3_file* handle, int delete_regions) {
  OpenFile& open_file = open_file_of(handle);
  const std::lock_guard lock(open_file.state.mutex);
  (void)open_file.locks->shm_lock(open_file.held, 0, SQLITE_SHM_NLOCK, SQLITE_SHM_UNLOCK | SQLITE_SHM_SHARED);
  if (delete_regions != 0) open_file.locks->forget_regions();
  return SQLITE_OK;
}

const sqlite3_io_methods kIoMethods = {
    .iVersion = 2,
    .xClose = close_file,
    .xRead = read_file,
    .xWrite = write_file,
    .xTruncate = truncate_file,
    .xSync = sync_file,
    .xFileSize = file_size,
    .xLock = lock_file,
    .xUnlock = unlock_file,
    .xCheckReservedLock = check_reserved_lock,
    .xFileControl = file_control,
    .xSectorSize = sector_size,
    .xDeviceCharacteristics = device_characteristics,
    .xShmMap = shm_map,
    .xShmLock = shm_lock,
    .xShmBarrier = shm_barrier,
    .xShmUnmap = shm_unmap,
    .xFetch = nullptr,
    .xUnfetch = nullptr,
};

int open_in_vfs(sqlite3_vfs* vfs, const char* name_or_null, sqlite3_file* handle, int flags, int* out_flags) {
  State& state = state_of(vfs);
  const std::lock_guard lock(state.mutex);
  handle->pMethods = nullptr;
  const std::string name = name_or_null == nullptr ? "" : name_or_null;
  auto file = state.disk.find(name);
  if (file == nullptr && (flags & SQLITE_OPEN_CREATE) == 0) return SQLITE_CANTOPEN;
  if (file == nullptr) file = state.disk.create(name);
  auto& locks = state.locks[name];
  if (locks == nullptr) locks = std::make_shared<PowerCutLocks>();
  reinterpret_cast<FileHandle*>(handle)->open_file =
      new OpenFile{state, state.power_cycle, name, (flags & SQLITE_OPEN_DELETEONCLOSE) != 0, file, locks};
  handle->pMethods = &kIoMethods;
  if (out_flags != nullptr) *out_flags = flags;
  return SQLITE_OK;
}

int delete_in_vfs(sqlite3_vfs* vfs, const char* name, int /*sync_directory*/) {
  State& state = state_of(vfs);
  const std::lock_guard lock(state.mutex);
  if (state.disk.find(name) == nullptr) return SQLITE_IOERR_DELETE_NOENT;
  state.disk.remove(name);
  return SQLITE_OK;
}

int access_in_vfs(sqlite3_vfs* vfs, const char* name, int /*flags*/, int* exists) {
  State& state = state_of(vfs);
  const std::lock_guard lock(state.mutex);
  *exists = state.disk.find(name) != nullptr ? 1 : 0;
  return SQLITE_OK;
}

int full_path(sqlite3_vfs* /*vfs*/, const char* name, int size, char* out) {
  sqlite3_snprintf(size, out, "%s", name);
  return SQLITE_OK;
}

std::string unique_name() {
  static std::atomic<int> count = 0;
  return "powercut-" + std::to_string(++count);
}

}  // namespace

PowerCutVfs::PowerCutVfs(std::uint64_t seed) : state_(std::make_unique<State>(seed)) {
  state_->name = unique_name();
  // Time, randomness and sleep are the system's.
  sqlite3_vfs& vfs = state_->vfs;
  vfs = *sqlite3_vfs_find(nullptr);
  vfs.iVersion = 2;
  vfs.szOsFile = sizeof(FileHandle);
  vfs.zName = state_->name.c_str();
  vfs.pAppData = state_.get();
  vfs.pNext = nullptr;
  vfs.xOpen = open_in_vfs;
  vfs.xDelete = delete_in_vfs;
  vfs.xAccess = access_in_vfs;
  vfs.xFullPathname = full_path;
  if (sqlite3_vfs_register(&vfs, 0) != SQLITE_OK) std::abort();
}

PowerCutVfs::~PowerCutVfs() { sqlite3_vfs_unregister(&state_->vfs); }

const std::string& PowerCutVfs::name() const { return state_->name; }

void PowerCutVfs::cut_power(Survivors survivors) {
  const std::lock_guard lock(state_->mutex);
  ++state_->power_cycle;
  state_->calls_until_fault = 0;
  state_->locks.clear();
  state_->disk.cut_power(survivors);
}

void PowerCutVfs::fail(Fault fault, int nth) {
  const std::lock_guard lock(state_->mutex);
  state_->fault = fault;
  state_->calls_until_fault = nth;
}

bool PowerCutVfs::has_failed() const {
  const std::lock_guard lock(state_->mutex);
  return state_->calls_until_fault == 0;
}

std::uint64_t PowerCutVfs::sync_count() const {
  const std::lock_guard lock(state_->mutex);
  return state_->sync_count;
}

}  // namespace regard::support
