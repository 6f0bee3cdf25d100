// Measures the release program: import, seeding, start-up, memory, and pages under load. Prints a table and writes bench/latest.json.
//
// Every figure of a page stands beside that of /healthz, taken by the same code in the same run: what the program's own HTTP costs
// and what this load generator costs are in both. The generator keeps connections open and sends the next request when the answer
// to the last is whole.
//
//   node bench/measure.mjs PROGRAM [--offices N] [--years Y] [--seconds S] [--also N,N] [--postgres URL] [--seeded DIR] [--copy] [--only public|authorities] [LIST.csv …]
//
// Seeding takes most of the time. With --seeded the country is kept in DIR and taken from there the next time, as long as the size is the same.
// --also seeds further countries of other sizes, with one year each (kept in folders of DIR), and measures the pages of authorities there as
// well: the largest city and prefecture have as many offices in each. --copy writes the whole public side as files, papers and all: an hour.
// --postgres names a server on which the country is seeded once more. --only public seeds, measures the public side and leaves the other figures
// of latest.json as they are; --only authorities does so with the countries of --also.
import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';
import http from 'node:http';
import os from 'node:os';
import path from 'node:path';
import { writeList } from './list.mjs';
import { megabytes, run as runProgram, status } from './process.mjs';

const here = path.dirname(new URL(import.meta.url).pathname);
const [program, ...rest] = process.argv.slice(2);
const option = (name, usual) => { const at = rest.indexOf(name); return at < 0 ? usual : Number(rest.splice(at, 2)[1]); };
const offices = option('--offices', 17500);
const seconds = option('--seconds', 5);
const years = option('--years', 3);
const named = (name) => { const at = rest.indexOf(name); return at < 0 ? '' : rest.splice(at, 2)[1]; };
const also = named('--also').split(',').filter(Boolean).map(Number);
const postgres = named('--postgres');
const keep = named('--seeded');
const flag = (name) => { const at = rest.indexOf(name); return at >= 0 && rest.splice(at, 1).length > 0; };
const copying = flag('--copy');
const only = named('--only');
const lists = rest;

const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'engawa-bench-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));

/** Environment of the program: an installation of its own in `name`. */
function installation(name, more = {}) {
  const dir = path.join(folder, name);
  fs.mkdirSync(dir, { recursive: true });
  return { ...process.env, ENGAWA_DATA_DIR: dir, ENGAWA_LOG__FILTER: 'warn', ...more };
}

/** Settings of an installation that is served at a port, and that is kept in `kept` where countries are kept. */
function at(port, kept) {
  const where = { ENGAWA_LISTEN: `127.0.0.1:${port}`, ENGAWA_BASE_URL: `http://127.0.0.1:${port}` };
  if (!kept) return where;
  fs.mkdirSync(kept, { recursive: true });
  return { ...where, ENGAWA_DATA_DIR: path.resolve(kept) };
}

const now = () => Number(process.hrtime.bigint()) / 1e6;
/** Runs the program to its end in the folder of this run. */
const run = (env, ...args) => runProgram(program, args, { env, cwd: folder });

/** Seeds a country, or takes the one that was kept: what to look at, and what the seeding took (nothing, when there was none). */
async function country(env, offices, years, kept) {
  const known = kept && path.join(kept, 'bench.json');
  if (known && fs.existsSync(known)) {
    const { size, look } = JSON.parse(fs.readFileSync(known, 'utf8'));
    if (size.offices !== offices || size.years !== years) throw new Error(`${kept} holds ${size.offices} offices and ${size.years} years`);
    return { look };
  }
  const seeding = await run(env, 'bench', 'seed', '--offices', String(offices), '--years', String(years));
  const look = JSON.parse(seeding.said);
  if (known) fs.writeFileSync(known, JSON.stringify({ size: { offices, years }, look }));
  return { look, seeding };
}

/** Starts serving; resolves once /healthz answers, with how long that took. */
async function serve(env, port) {
  const begun = now();
  const child = spawn(program, ['serve'], { env, cwd: folder, stdio: ['ignore', 'ignore', 'inherit'] });
  for (;;) {
    const answered = await get(new http.Agent(), port, '/healthz').then((answer) => answer.status === 200, () => false);
    if (answered) return { child, milliseconds: Math.round((now() - begun) * 10) / 10 };
    if (child.exitCode !== null) throw new Error('the program did not start');
    await new Promise((resolve) => setTimeout(resolve, 2));
  }
}

function get(agent, port, address, headers = {}, method = 'GET', body = undefined) {
  return new Promise((resolve, reject) => {
    const request = http.request({ agent, host: '127.0.0.1', port, path: address, headers, method }, (response) => {
      const parts = [];
      response.on('data', (part) => parts.push(part));
      response.on('end', () => resolve({ status: response.statusCode, headers: response.headers, body: Buffer.concat(parts) }));
    });
    request.on('error', reject);
    request.end(body);
  });
}

/** Signs in as people do, and returns the cookie. */
async function signIn(port, email, password) {
  const body = new URLSearchParams({ email, password }).toString();
  const headers = { 'Content-Type': 'application/x-www-form-urlencoded', 'Content-Length': Buffer.byteLength(body) };
  const answer = await get(new http.Agent(), port, '/sign-in', headers, 'POST', body);
  const cookies = (answer.headers['set-cookie'] ?? []).map((cookie) => cookie.split(';')[0]);
  if (answer.status !== 303 || cookies.length === 0) throw new Error(`signing in answered ${answer.status}`);
  return cookies.join('; ');
}

/** The pages of authorities, one client each, beside /healthz of the same program. */
async function authorities(size, where, port, look) {
  const pages = [
    ['/healthz', null, '/healthz'],
    ['largest city', look.city_email, '/authority'],
    ['largest city, one rule', look.city_email, '/authority?rule=visits.members&status=due'],
    ['prefecture', look.prefecture_email, '/authority'],
    ['national counts', look.administrator_email, '/admin/standing'],
  ];
  let floor;
  for (const [page, email, address] of pages) {
    const headers = email ? { Cookie: await signIn(port, email, look.password) } : {};
    const measured = await load(port, address, headers, 1);
    floor ??= measured;
    results.authorities.push({ offices: size, where, page, ...measured, p50_to_healthz: Math.round(measured.p50_ms / floor.p50_ms * 10) / 10 });
  }
}

/** The public side: each kind of page, one client; then as many requests as two cores answer, beside nginx with the same bytes in a file. */
async function publicSide(port, look) {
  const number = look.public.split('-')[0];
  const year = look.public.split('-')[1];
  const q = (words) => encodeURIComponent(words);
  const pages = [
    ['/healthz', '/healthz'],
    ['minutes', `/p/${look.public}`],
    ['minutes, large', `/p/${look.public}/large`],
    ['minutes, text', `/p/${look.public}.txt`],
    ['country', '/p'],
    ['country, page 500', '/p?page=500'],
    ['prefecture', '/p/places/270008'],
    ['city', '/p/places/271004'],
    ['office', `/p/offices/${number}`],
    ['feed of the country', '/p/feed.xml'],
    ['search, a word in all minutes', `/p/search?q=${q('夏祭り')}`],
    ['search, three words, place, year', `/p/search?q=${q('夏祭り 手すり 研修')}&place=271004&year=${year}`],
    ['search, an office by name', `/p/search?q=${q('測定17499')}`],
    ['search, nothing', `/p/search?q=${q('盆踊り')}`],
  ];
  for (const [page, address] of pages) results.public.pages.push({ page, ...await load(port, address, {}, 1) });
  const tag = (await get(new http.Agent(), port, `/p/${look.public}`)).headers.etag;
  results.public.pages.push({ page: 'minutes, not changed (304)', ...await load(port, `/p/${look.public}`, { 'If-None-Match': tag }, 1, 304) });
  await throughput(port, look);
}

/** wrk against the program and against nginx, in turn, three times; the middle of each. */
async function throughput(port, look) {
  try { execFileSync('wrk', ['--version'], { stdio: 'ignore' }); } catch (error) { if (error.code === 'ENOENT') return; }
  try { execFileSync('nginx', ['-v'], { stdio: 'ignore' }); } catch { return; }
  const root = path.join(folder, 'nginx');
  fs.mkdirSync(root, { recursive: true });
  const { body } = await get(new http.Agent(), port, `/p/${look.public}`);
  fs.writeFileSync(path.join(root, 'page.html'), body);
  const nginxPort = port + 1;
  fs.writeFileSync(path.join(root, 'nginx.conf'), `user root; worker_processes 2; daemon off; pid ${root}/pid; error_log ${root}/error.log;
events { worker_connections 512; }
http { access_log off; sendfile on; keepalive_requests 1000000; types { text/html html; }
  client_body_temp_path ${root}/a; proxy_temp_path ${root}/b; fastcgi_temp_path ${root}/c; uwsgi_temp_path ${root}/d; scgi_temp_path ${root}/e;
  server { listen 127.0.0.1:${nginxPort}; root ${root}; } }`);
  const nginx = spawn('nginx', ['-p', root, '-c', path.join(root, 'nginx.conf')], { stdio: 'ignore' });
  try {
    await new Promise((resolve) => setTimeout(resolve, 1000));
    const wrk = (at, address) => {
      const said = execFileSync('wrk', ['-t1', '-c32', `-d${seconds}s`, '--latency', `http://127.0.0.1:${at}${address}`], { encoding: 'utf8' });
      if (/Non-2xx/.test(said)) throw new Error(said);
      return Number(said.match(/Requests\/sec:\s+([\d.]+)/)[1]);
    };
    const rounds = [1, 2, 3].map(() => ({ engawa: wrk(port, `/p/${look.public}`), nginx: wrk(nginxPort, '/page.html') }));
    const middle = (name) => rounds.map((round) => round[name]).sort((a, b) => a - b)[1];
    results.public.throughput = {
      bytes: body.length, connections: 32, engawa_per_second: Math.round(middle('engawa')), nginx_file_per_second: Math.round(middle('nginx')),
      engawa_to_nginx: Math.round(middle('engawa') / middle('nginx') * 1000) / 1000,
    };
  } finally {
    nginx.kill('SIGTERM');
    await once(nginx, 'exit');
  }
}

/** How large the index of the public side is: rows, bytes of postings, rows a publication. SQLite only, read by Python. */
function shelfSize(file) {
  const script = `import sqlite3, sys, json
d = sqlite3.connect(f"file:{sys.argv[1]}?mode=ro", uri=True)
n = d.execute("SELECT count(*) FROM shelf").fetchone()[0]
r, b = d.execute("SELECT count(*), sum(length(places)) FROM shelf_words").fetchone()
print(json.dumps({"publications": n, "rows": r, "postings": b // 2, "postings_a_publication": round(b / 2 / max(n, 1)), "posting_mb": round(b / 2**20, 1)}))`;
  return JSON.parse(execFileSync('python3', ['-c', script, file], { encoding: 'utf8' }));
}

/** What two ways of judging do not count alike, by rule and status: [ours, theirs]. Nothing, when both judge the same. */
function differing(ours, theirs) {
  const names = [...new Set([...Object.keys(ours), ...Object.keys(theirs)])].sort();
  return Object.fromEntries(names.filter((name) => ours[name] !== theirs[name]).map((name) => [name, [ours[name] ?? 0, theirs[name] ?? 0]]));
}

/** Judging every office: from the database, and by itself next to the same six rules in plain Python. */
async function assessing(env) {
  const whole = await run(env, 'assess', '--all', '--format', 'csv');
  const rules = ['meetings.yearly', 'seats.required', 'seats.pledge', 'minutes.confirmed', 'publications.minutes', 'visits.dwellings'];
  const facts = path.join(folder, 'facts.jsonl');
  const alone = JSON.parse((await run(env, 'bench', 'evaluate', '--facts', facts, ...rules.flatMap((rule) => ['--rules', rule]))).said);
  const said = execFileSync('python3', [path.join(here, 'peer.py'), facts, alone.on], { encoding: 'utf8' });
  const peer = JSON.parse(said);
  const round = (ms) => Math.round(ms * 10) / 10;
  const sum = (counts) => Object.values(counts).reduce((total, count) => total + count, 0);
  results.assess = {
    all_from_database_ms: whole.milliseconds, peak_mb: whole.peak_mb, all_rules_one_thread_ms: round(alone.one_thread_ms), threads: alone.threads,
    all_rules_threads_ms: round(alone.threads_ms), peer_six_rules_ms: peer.ms, differing: differing(alone.counts, peer.counts),
    // How much longer the peer takes for one finding.
    peer_to_one_thread: round(peer.ms / sum(peer.counts) / (alone.one_thread_ms / alone.findings)),
  };
}

/** Loads an address by `clients` for some seconds, after a warm-up. */
async function load(port, address, headers, clients, status = 200) {
  const times = [];
  let bytes = 0;
  let measuring = false;
  let ended = false;
  const client = async () => {
    const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
    while (!ended) {
      const begun = now();
      const answer = await get(agent, port, address, headers);
      if (answer.status !== status) throw new Error(`${address} answered ${answer.status}`);
      if (measuring) times.push(now() - begun);
      bytes = answer.body.length;
    }
    agent.destroy();
  };
  const all = Promise.all(Array.from({ length: clients }, client));
  await new Promise((resolve) => setTimeout(resolve, 1000));
  measuring = true;
  await new Promise((resolve) => setTimeout(resolve, seconds * 1000));
  ended = true;
  await all;
  times.sort((a, b) => a - b);
  const at = (share) => Math.round(times[Math.min(times.length - 1, Math.floor(times.length * share))] * 100) / 100;
  return { clients, requests_per_second: Math.round(times.length / seconds), p50_ms: at(0.5), p95_ms: at(0.95), p99_ms: at(0.99), bytes };
}

/** Only the public side, beside the other figures of the run before. */
async function publicAlone() {
  const port = 18080;
  const env = installation('pages', at(port, keep));
  const { look, seeding } = await country(env, offices, years, keep);
  const { child } = await serve(env, port);
  try {
    await publicSide(port, look);
    results.public.index = shelfSize(path.join(env.ENGAWA_DATA_DIR, 'engawa.db'));
  } finally {
    child.kill('SIGTERM');
  }
  await once(child, 'exit');
  if (copying) await copyOf(env);
  write({ public: { offices, years, seconds, load_average: load_average(), seeding_ms: seeding?.milliseconds, ...results.public } });
  sayPublic();
}

/** The whole public side as files. */
async function copyOf(env) {
  const copied = await run(env, 'export', '--public', path.join(folder, 'copy'));
  results.public.copy = { milliseconds: copied.milliseconds, peak_mb: copied.peak_mb, files: Number(copied.said.match(/^(\d+) files/)[1]) };
  fs.rmSync(path.join(folder, 'copy'), { recursive: true, force: true });
}

function sayPublic() {
  console.table(results.public.pages);
  console.table([{ ...results.public.throughput, ...results.public.index, ...results.public.copy }]);
}

const results = {
  machine: { cpu: os.cpus()[0].model, cores: os.cpus().length, memory_gb: Math.round(os.totalmem() / 2 ** 30), system: `${os.type()} ${os.release()}`, node: process.version },
  offices, years, seconds, import: [], pages: [], authorities: [], peaks: {}, public: { pages: [] },
};

/** The pages of authorities in countries of other sizes, and on PostgreSQL. */
async function otherCountries(port) {
  const others = also.map((size) => [size, 'SQLite', `country-${size}`, keep && path.join(keep, `country-${size}`), {}]);
  if (postgres) others.push([offices, 'PostgreSQL', 'postgres', '', { ENGAWA_DATABASE_URL: postgres }]);
  for (const [size, where, name, kept, more] of others) {
    const env = installation(name, { ...at(port, kept), ...more });
    const { look: there } = await country(env, size, 1, kept);
    const serving = await serve(env, port);
    try {
      await authorities(size, where, port, there);
      results.peaks[`${where} ${size}`] = megabytes(status(serving.child.pid).VmHWM);
    } finally {
      serving.child.kill('SIGTERM');
    }
    await once(serving.child, 'exit');
    if (!kept) fs.rmSync(env.ENGAWA_DATA_DIR, { recursive: true, force: true });
  }
}

/** Writes what was measured beside what other runs measured. */
function write(measured) {
  const latest = path.join(here, 'latest.json');
  const before = JSON.parse(fs.readFileSync(latest, 'utf8'));
  fs.writeFileSync(latest, `${JSON.stringify({ ...before, ...measured }, null, 2)}\n`);
}

const load_average = () => os.loadavg().map((one) => Math.round(one * 10) / 10);

if (only === 'public') {
  await publicAlone();
  process.exit(0);
}
if (only === 'authorities') {
  await otherCountries(18080);
  console.table(results.authorities);
  write({ authorities: results.authorities, peaks: results.peaks, authorities_load_average: load_average() });
  process.exit(0);
}

// Import: into one fresh installation, one list after the other.
const given = lists.length > 0 ? lists : [writeList(path.join(folder, 'homes.csv'), 16022, '共同生活援助', 1), writeList(path.join(folder, 'institutions.csv'), 2555, '施設入所支援', 2)];
const importing = installation('import');
for (const list of given) {
  const { milliseconds, peak_mb, said } = await run(importing, 'import', 'offices', list, '--format', 'json');
  results.import.push({ list: lists.length > 0 ? path.basename(list) : 'generated', rows: JSON.parse(said).rows, milliseconds, peak_mb });
}

// Pages: an installation with a year of every office.
const port = 18080;
const seeded = installation('pages', at(port, keep));
const { look, seeding } = await country(seeded, offices, years, keep);
const database = fs.statSync(path.join(seeded.ENGAWA_DATA_DIR, 'engawa.db')).size;
results.seeding = { milliseconds: seeding?.milliseconds, peak_mb: seeding?.peak_mb, database_mb: Math.round(database / 2 ** 20) };

const starts = [];
for (let i = 0; i < 5; i += 1) {
  const { child, milliseconds } = await serve(seeded, port);
  starts.push(milliseconds);
  child.kill('SIGTERM');
  await once(child, 'exit');
}
results.start_ms = starts.sort((a, b) => a - b)[2];

const { child } = await serve(seeded, port);
try {
  await new Promise((resolve) => setTimeout(resolve, 2000));
  results.idle_mb = megabytes(status(child.pid).VmRSS);
  const cookie = { Cookie: await signIn(port, look.email, look.password) };
  const pages = [
    ['/healthz', '/healthz', {}],
    ['office home', `/offices/${look.office}`, cookie],
    ['minutes', `/offices/${look.office}/minutes/${look.meeting}`, cookie],
    ['public page', `/p/${look.public}`, {}],
  ];
  for (const clients of [1, 16]) {
    let floor;
    for (const [name, address, headers] of pages) {
      const measured = await load(port, address, headers, clients);
      floor ??= measured;
      results.pages.push({ page: name, ...measured, p50_to_healthz: Math.round(measured.p50_ms / floor.p50_ms * 10) / 10 });
    }
  }
  results.after_load_mb = megabytes(status(child.pid).VmRSS);
  await authorities(offices, 'SQLite', port, look);
  await publicSide(port, look);
  results.public.index = shelfSize(path.join(seeded.ENGAWA_DATA_DIR, 'engawa.db'));
} finally {
  child.kill('SIGTERM');
}
await once(child, 'exit');

await assessing(seeded);

if (copying) await copyOf(seeded);

await otherCountries(port);

console.table(results.import);
console.table([{ seeding_s: results.seeding.milliseconds / 1000, seeding_peak_mb: results.seeding.peak_mb, database_mb: results.seeding.database_mb, start_ms: results.start_ms, idle_mb: results.idle_mb, after_load_mb: results.after_load_mb }]);
console.table(results.pages);
console.table(results.authorities);
console.table([results.assess]);
sayPublic();
write({ ...results, load_average: load_average() });
