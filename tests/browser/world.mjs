// The surroundings of a browser test: server, print station and printer as processes on loopback, and the station's hour.
//
// What is real: all three programs, their files and their wires. What is simulated: the printer's mechanics (its cards are
// counted), the people (made up), and the time that passes for the station: `letPass` moves its clock, nobody waits.
import { execFile, spawn } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const LIMIT_MS = 30_000;
const ROOT = new URL('../..', import.meta.url).pathname;

// Asks again and again until the answer is true-ish; that answer.
export async function until(what, ask, limit = LIMIT_MS) {
  const end = performance.now() + limit;
  for (;;) {
    const answer = await ask();
    if (answer) return answer;
    if (performance.now() > end) throw new Error(`not in time: ${what}`);
    await new Promise((wake) => setTimeout(wake, 50));
  }
}

const freePort = () => new Promise((found) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address();
    probe.close(() => found(port));
  });
});

// A NIK of nobody: woman or man, district 14.05.01, serials from 9001, which nobody has.
function personOf(number) {
  const serial = String(9000 + number);
  return {
    record: `UJI-${String(number).padStart(3, '0')}`,
    nik: `140501${String(number).padStart(2, '0')}0190${serial}`,
    name: `WARGA REKAAN ${['SATU', 'DUA', 'TIGA', 'EMPAT', 'LIMA', 'ENAM', 'TUJUH', 'DELAPAN', 'SEMBILAN',
      'SEPULUH', 'SEBELAS', 'DUA BELAS'][number - 1]}`,
    born: `1990-01-${String(number).padStart(2, '0')}`,
  };
}

// A working day must fit before midnight whatever the hour of the test: the station stands where it is about eight.
function zoneWhereItIsMorning() {
  let ahead = 8 - new Date().getUTCHours();
  if (ahead < -11) ahead += 24;
  return ahead === 0 ? 'UTC' : `Etc/GMT${ahead > 0 ? '-' : '+'}${Math.abs(ahead)}`;  // the sign is POSIX's
}

export class World {
  static async make(name, { people, blanks }) {
    const world = new World();
    world.dir = mkdtempSync(join(tmpdir(), `blangko-${name}-`));
    world.bin = process.env.BLANGKO_BIN;
    world.people = Array.from({ length: people }, (_, i) => personOf(i + 1));
    world.hourFile = join(world.dir, 'hour');
    world.passed = 0;
    world.letPass(0);
    world.serverPort = await freePort();
    await world.startServer();
    await world.load(blanks);
    return world;
  }

  // Another file in front of `kill` keeps whose process it is: only what was started here is ever ended.
  start(program, args, log) {
    const out = openSync(join(this.dir, log), 'a');
    const child = spawn(join(this.bin, program), args, {
      stdio: ['ignore', out, out], env: { ...process.env, TZ: 'Asia/Jakarta' },
    });
    child.ended = new Promise((ended) => child.once('exit', ended));
    return child;
  }

  async startServer() {
    const ready = join(this.dir, 'ready');
    rmSync(ready, { force: true });
    this.server = this.start('blangkod', ['--data-dir', join(this.dir, 'data'), '--listen', this.address(),
      '--metrics-listen', 'off', '--ready-file', ready], 'blangkod.log');
    await until('the server serves', () => existsSync(ready));
  }

  async stopServer() {
    this.server.kill('SIGTERM');
    await this.server.ended;
  }

  address() { return `127.0.0.1:${this.serverPort}`; }

  async ask(...words) {
    const { stdout } = await run(join(this.bin, 'blangko'), ['--server', this.address(), '--operator', 'uji', ...words]);
    return stdout;
  }

  async load(blanks) {
    await this.ask('offices', 'import', '--regions', join(ROOT, 'node_modules/idn-area-data/data'), '--regency', '14.05');
    const list = join(this.dir, 'list.csv');
    writeFileSync(list, 'record_id,nik,name,birth_date,area,upstream_status,recorded_time\n');
    this.people.forEach(({ record, nik, name, born }, i) => {
      appendFileSync(list, `${record},${nik},${name},${born},14.05.01.1001,PRR,2026-01-0${Math.floor(i / 3) + 1}T0${i % 3}:00:00Z\n`);
    });
    this.imported = await this.ask('import', list, '--office', '14.05');
    await this.ask('lots', 'create', 'L1');
    await this.ask('receive', '--office', '14.05', '--from', 'pusat', '--document', 'SJ-1', '--lot', `L1:${blanks}`);
  }

  async startPrinter(blanks) {
    const port = await freePort();
    const dir = join(this.dir, 'printer');
    mkdirSync(dir, { recursive: true });
    const ready = join(dir, 'ready');
    this.printer = this.start('pappl_printer', ['--dir', dir, '--port', String(port), '--blanks', String(blanks),
      '--ready-file', ready], 'printer.log');
    await until('the printer answers', () => existsSync(ready));
    this.printerUri = `ipp://127.0.0.1:${port}/ipp/print`;
  }

  // An order to the simulated printer.
  tell(order) {
    return new Promise((done, failed) => {
      const wire = createConnection(join(this.dir, 'printer', 'control.sock'));
      let answer = '';
      wire.on('data', (text) => { answer += text; }).on('end', () => done(answer.trim())).on('error', failed);
      wire.write(`${order}\n`);
    });
  }

  // Blanks that left the hopper: [{ job, event }], each with the newest thing that happened to it.
  picked() {
    const bySeq = new Map();
    for (const line of readFileSync(join(this.dir, 'printer', 'world.csv'), 'utf8').trim().split('\n')) {
      const [seq, , , job, event] = line.split(',').map((cell) => cell.replaceAll('"', ''));
      if (/^\d+$/.test(seq)) bySeq.set(seq, { job, event });
    }
    return [...bySeq.values()];
  }

  async startStation(driver) {
    const uri = driver === 'ipp' ? ['--printer-uri', this.printerUri] : [];
    const log = `station-${performance.now().toFixed(0)}.log`;
    this.station = this.start('station_at_hour', ['--hour', this.hourFile, '--dir', join(this.dir, 'station'), '--server',
      this.address(), '--station', 'dinas-1', '--office', '14.05', '--time-zone', zoneWhereItIsMorning(), '--driver', driver,
      ...uri], log);
    const page = await until('the station says where its page is', () =>
      readFileSync(join(this.dir, log), 'utf8').match(/station\.page address=(\S+)/));
    this.page = page[1];
  }

  // The station's time of day moves on by so many seconds; its waits stay those of the machine.
  letPass(seconds) {
    this.passed += seconds;
    writeFileSync(this.hourFile, `${this.passed}\n`);
  }

  async stationTool(...words) {
    const { stdout } = await run(join(this.bin, 'blangko-station'), words.concat('--dir', join(this.dir, 'station')));
    return stdout;
  }

  async close() {
    for (const child of [this.station, this.printer, this.server]) {
      if (child === undefined || child.exitCode !== null || child.signalCode !== null) continue;
      child.kill('SIGKILL');
      await child.ended;
    }
    if (process.env.BLANGKO_KEEP === undefined) rmSync(this.dir, { recursive: true, force: true });
  }
}
