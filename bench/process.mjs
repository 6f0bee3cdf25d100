// Running a program to its end, with what it took.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import fs from 'node:fs';

const now = () => Number(process.hrtime.bigint()) / 1e6;

/** One place after the point. */
export const round = (value) => Math.round(value * 10) / 10;

/** What the kernel says of a running process. */
export const status = (pid) => Object.fromEntries(fs.readFileSync(`/proc/${pid}/status`, 'utf8').split('\n').map((line) => line.split(/:\s+/)));

/** Kilobytes, as the kernel writes them, in megabytes. */
export const megabytes = (kilobytes) => Math.round(parseInt(kilobytes, 10) / 102.4) / 10;

/** Runs a program to its end: milliseconds, peak memory, what it printed. Ending with 1 is an answer, more is a fault. */
export async function run(program, args, options) {
  const begun = now();
  const child = spawn(program, args, { ...options, stdio: ['ignore', 'pipe', 'inherit'] });
  let said = '';
  let peak = 0;
  child.stdout.on('data', (text) => { said += text; });
  const watch = setInterval(() => { try { peak = Math.max(peak, megabytes(status(child.pid).VmHWM ?? '0')); } catch { /* it has ended */ } }, 20);
  const [code] = await once(child, 'close');
  clearInterval(watch);
  if (code > 1) throw new Error(`${args.join(' ')} ended with ${code}`);
  return { milliseconds: Math.round(now() - begun), peak_mb: peak, said };
}
