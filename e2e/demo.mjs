// A demonstration of its own for each walk: a data folder that goes away, a free port.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';

export function chromiumPath() {
  const path = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);
  if (!path) throw new Error('no Chromium here: run bin/setup, or install Debian\'s package chromium');
  return path;
}

export function launch(executablePath) {
  return chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

// The program under test: as cargo built it.
const program = join(process.env.CARGO_TARGET_DIR ?? 'target', 'debug', 'magistere');

export async function withDemo(work) {
  const data = await mkdtemp(join(tmpdir(), 'magistere-e2e-'));
  const server = spawn(program, ['demo', '--data', data, '--listen', '127.0.0.1:0'], { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const origin = await listening(server);
    return await work({ origin, mail: holding => lastMail(data, holding) });
  } finally {
    const over = new Promise(resolve => server.once('exit', resolve));
    server.kill('SIGTERM');
    await over;
    await rm(data, { recursive: true, force: true });
  }
}

function listening(server) {
  return new Promise((resolve, reject) => {
    let said = '';
    server.stdout.on('data', chunk => {
      said += chunk;
      const found = said.match(/listening on (http:\/\/\S+)/);
      if (found) resolve(found[1]);
    });
    server.once('exit', code => reject(new Error(`the demonstration ended with ${code}:\n${said}`)));
  });
}

// The last mail that holds these words, as text; waits for it, since the outbox is emptied by a job.
async function lastMail(data, holding = '') {
  for (let tries = 0; tries < 100; tries += 1) {
    const names = (await readdir(join(data, 'mail')).catch(() => [])).filter(name => name.endsWith('.eml')).sort();
    for (const name of names.reverse()) {
      const text = decoded(await readFile(join(data, 'mail', name), 'utf8'));
      if (text.includes(holding)) return { name, text };
    }
    await new Promise(resolve => setTimeout(resolve, 100));
  }
  throw new Error('no mail came within ten seconds');
}

// Quoted-printable and base64 parts, far enough to find a link.
function decoded(eml) {
  const quoted = eml.replace(/=\r?\n/g, '').replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(parseInt(hex, 16)));
  const parts = [...eml.matchAll(/Content-Transfer-Encoding: base64\r?\n(?:.+\r?\n)*\r?\n([A-Za-z0-9+/=\r\n]+)/g)].map(([, body]) => Buffer.from(body, 'base64').toString('utf8'));
  return [...parts, quoted].join('\n');
}
