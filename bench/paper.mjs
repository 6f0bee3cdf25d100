// One letter and a thousand, as PDF: by this program, by WeasyPrint and by LibreOffice, in one run. The peers get the same letter: WeasyPrint the
// HTML that the program writes of it, LibreOffice the DOCX.
//
//   node bench/paper.mjs PROGRAM TYPESET [--letters N] [--peers N]
//
// TYPESET is the example `typeset` of engawa-paper. The letter is the invitation with its return slip, its code and its QR (two pages). WeasyPrint is installed from PyPI into a temporary folder and prints
// PEERS letters (20) in one process, the first of them not counted; LibreOffice converts as many in one call, once warmed up. Without
// soffice that part is left out. Prints a table and writes it into bench/latest.json beside the other figures.
import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { run, round } from './process.mjs';

const here = path.dirname(new URL(import.meta.url).pathname);
const [program, typeset, ...rest] = process.argv.slice(2);
const option = (name, usual) => { const at = rest.indexOf(name); return at < 0 ? usual : Number(rest.splice(at, 2)[1]); };
const letters = option('--letters', 1000);
const peers = option('--peers', 20);
const form = 'invitation';
const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'engawa-paper-'));
process.on('exit', () => fs.rmSync(folder, { recursive: true, force: true }));
const file = (name) => path.join(folder, name);

// Every letter to somebody else, with an address and a code of its own.
const sample = JSON.parse(execFileSync(program, ['paper', form, '--sample'], { encoding: 'utf8' }));
const letter = (which) => ({
  ...sample,
  addressee: { ...sample.addressee, name: `見本 ${which}号` },
  reply: { ...sample.reply, link: `${sample.reply.link.slice(0, -6)}${String(which).padStart(6, '0')}`, code: `7KMR-${String(which).padStart(4, '0')}-QP` },
});
const all = Array.from({ length: peers + 1 }, (_, which) => letter(which));
const ours = JSON.parse((await run(typeset, [String(letters)], { cwd: folder })).said);

// The peers' letters.
const names = [];
for (const [which, content] of all.entries()) {
  fs.writeFileSync(file('one.json'), JSON.stringify(content));
  for (const ending of ['html', 'docx']) execFileSync(program, ['paper', form, '--data', file('one.json'), '--out', file(`${which}.${ending}`)]);
  names.push(String(which));
}

const python = file('peer/bin/python');
execFileSync('python3', ['-m', 'venv', file('peer')]);
execFileSync(python, ['-m', 'pip', 'install', '--quiet', 'weasyprint']);
const weasy = await run(python, [path.join(here, 'paper.py'), folder, ...names], { cwd: folder });
const weasyprint = JSON.parse(weasy.said);

let libreoffice;
try { execFileSync('soffice', ['--version'], { stdio: 'ignore' }); libreoffice = {}; } catch { /* not installed */ }
if (libreoffice) {
  const convert = (some) => run('soffice', ['--headless', `-env:UserInstallation=file://${file('office')}`, '--convert-to', 'pdf', '--outdir', folder, ...some.map((name) => file(`${name}.docx`))], { cwd: folder });
  await convert(names.slice(0, 1));
  const empty = await convert(names.slice(0, 1));
  const many = await convert(names);
  libreoffice = { letter_ms: (many.milliseconds - empty.milliseconds) / peers, one_call_ms: empty.milliseconds };
}

const row = (who, letter_ms, more = {}) => ({ who, letter_ms: round(letter_ms), to_ours: round(letter_ms / ours.warm_p50_ms), ...more });
const rows = [
  row('engawa', ours.warm_p50_ms, { p95_ms: round(ours.warm_p95_ms), first_ms: round(ours.first_ms), peak_mb: ours.single_peak_mb }),
  row('WeasyPrint', weasyprint.p50_ms, { p95_ms: round(weasyprint.p95_ms), peak_mb: weasy.peak_mb }),
  ...(libreoffice ? [row('LibreOffice', libreoffice.letter_ms, { first_ms: round(libreoffice.one_call_ms) })] : []),
];
const thousand = {
  letters, one_by_one_s: round(ours.single_s), one_by_one_peak_mb: ours.single_peak_mb,
  together_s: round(ours.merged_s), together_peak_mb: ours.peak_mb, together_bytes: ours.merged_bytes, rows_10000_s: round(ours.rows_10000_s),
};
console.table(rows);
console.table([thousand]);
const latest = path.join(here, 'latest.json');
const before = JSON.parse(fs.readFileSync(latest, 'utf8'));
const load_average = os.loadavg().map(round);
fs.writeFileSync(latest, `${JSON.stringify({ ...before, paper: { form, weasyprint: weasyprint.version, load_average, rows, thousand } }, null, 2)}\n`);
