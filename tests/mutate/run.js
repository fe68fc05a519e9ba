// Puts each fault of faults.js into a copy of the project, one at a time, and runs the tests that should notice it. Hours
// on a slow machine; not in CI. With words as arguments: only the faults whose names hold one of them.
import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { faults } from './faults.js';

const root = fileURLToPath(new URL('../../', import.meta.url));
const copy = join(root, 'build-mutate/project');
const build = join(root, 'build-mutate/build');
// A fault may make a test wait for ever: that is noticed too.
const testLimitMs = 400_000;
const leastShare = 0.95;

const wanted = process.argv.slice(2);
const chosen = faults.filter(({ name }) => wanted.length === 0 || wanted.some((word) => name.includes(word)));

// A fault may leave something unused. What vitest says is read without its colours.
const env = { ...process.env, CCC_OVERRIDE_OPTIONS: '#x-Werror', NO_COLOR: '1' };

function run(command, options, { limitMs } = {}) {
  const { status, stdout, stderr } = spawnSync(command, options, { cwd: copy, env, encoding: 'utf8', timeout: limitMs, maxBuffer: 1 << 28 });
  return { ok: status === 0, said: `${stdout ?? ''}${stderr ?? ''}` };
}

// Only what differs is written: it is compiled again, also what a run that was broken off has left changed.
function copyProject() {
  const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  for (const file of files.split('\n').filter((name) => name !== '' && existsSync(join(root, name)))) {
    const [from, to] = [join(root, file), join(copy, file)];
    if (existsSync(to) && readFileSync(from).equals(readFileSync(to))) continue;
    mkdirSync(dirname(to), { recursive: true });
    cpSync(from, to);
  }
  if (!existsSync(join(copy, 'web/node_modules'))) symlinkSync(join(root, 'web/node_modules'), join(copy, 'web/node_modules'));
  cpSync(join(root, 'web/src/gen'), join(copy, 'web/src/gen'), { recursive: true });
}

function compile(targets) {
  return run('ninja', ['-C', build, '-j', '2', ...targets]);
}

function configure() {
  const compiler = ['-DCMAKE_CXX_COMPILER=clang++-19', '-DCMAKE_CXX_COMPILER_LAUNCHER=ccache'];
  const { ok, said } = run('cmake', ['-S', copy, '-B', build, '-G', 'Ninja', ...compiler]);
  if (!ok) throw new Error(said);
}

// What ctest calls the tests of a program; a process each, as in ./test.
const prefixes = { catalogue_tests: 'catalogue:', observer_tests: 'observer:', http_tests: 'http:', gateway_tests: 'gateway:', command_tests: 'commands:', hostile_tests: 'hostile:', simulation_tests: 'simulation:' };

// How the tests end; throws when they cannot be built.
function outcome(tests) {
  if (tests === 'pages') return run('npx', ['--prefix', 'web', 'vitest', 'run', '--root', 'web'], { limitMs: testLimitMs });
  const built = compile([tests]);
  if (!built.ok) throw new Error(`it does not compile:\n${built.said.split('\n').filter((line) => line.includes('error')).slice(0, 3).join('\n')}`);
  const chosen = tests in prefixes ? ['-R', `^${prefixes[tests]}`] : ['-E', '^[a-z]+:|_NOT_BUILT'];
  return run('ctest', ['--test-dir', build, '--no-tests=error', '-j', '2', '--stop-on-failure', '--timeout', '150', ...chosen], { limitMs: testLimitMs });
}

// As ctest lists it, or vitest.
function firstFailed(said) {
  const listed = said.match(/^\s*\d+ - (.+) \([^()]+\)\s*$/m) ?? said.match(/^\s*FAIL\s+(.+)$/m);
  return listed ? listed[1] : 'the time limit';
}

function tryFault({ file, from, to, tests, reason }) {
  const path = join(copy, file);
  const sound = readFileSync(path, 'utf8');
  if (sound.split(from).length !== 2) return { verdict: 'stale', why: 'what it changes does not stand there once' };
  writeFileSync(path, sound.replace(from, () => to));
  try {
    for (const one of tests) {
      const { ok, said } = outcome(one);
      if (!ok) return { verdict: 'noticed', why: firstFailed(said) };
    }
    return { verdict: 'NOT NOTICED', why: reason, isKnown: reason !== undefined };
  } catch (error) {
    return { verdict: 'stale', why: error.message };
  } finally {
    writeFileSync(path, sound);
  }
}

copyProject();
configure();
const binaries = [...new Set(chosen.flatMap(({ tests }) => tests))];
for (const tests of binaries) {
  const { ok, said } = outcome(tests);
  if (!ok) throw new Error(`${tests} fails without any fault:\n${said.slice(-2000)}`);
}
const results = [];
for (const fault of chosen) {
  const result = tryFault(fault);
  results.push(result);
  console.log(`${String(results.length).padStart(3)}/${chosen.length}  ${result.verdict.padEnd(12)}  ${fault.name}${result.why ? ` (${result.why})` : ''}`);
}
const noticed = results.filter(({ verdict }) => verdict === 'noticed').length;
const known = results.filter(({ isKnown }) => isKnown).length;
console.log(`\n${noticed} of ${chosen.length} faults were noticed, ${known} are known not to be`);
process.exitCode = noticed + known >= leastShare * chosen.length ? 0 : 1;
