import { execFileSync } from 'node:child_process';

/**
 * Hosts as network namespaces of this machine (Linux, root), each on a cable of its own to a router between them. The process that
 * makes it is a host too. Addresses are within 10.0.0.0/8, a network of their own for each process.
 */
export class Network {
  readonly #prefix: string;
  readonly #net: string;
  readonly #hosts: readonly string[];

  private constructor(hosts: readonly string[]) {
    this.#prefix = `pb${process.pid}`;
    this.#net = `10.${64 + (process.pid % 128)}`;
    this.#hosts = hosts;
  }

  /** Why it can't be made here; null where it can. */
  static missing(): string | null {
    if (process.platform !== 'linux' || process.getuid?.() !== 0) return 'network namespaces need root on Linux';
    const probe = `pb${process.pid}-probe`;
    try {
      ip('netns', 'add', probe);
      ip('-n', probe, 'link', 'add', 'one', 'type', 'veth', 'peer', 'name', 'other');
      ip('-n', probe, 'rule', 'add', 'blackhole', 'to', '10.0.0.1');
      return null;
    } catch (error) {
      return `network namespaces can't be made here (${error instanceof Error ? error.message.split('\n')[0] : error})`;
    } finally {
      quietly(() => ip('netns', 'del', probe));
    }
  }

  static make(hosts: readonly string[]): Network {
    const network = new Network(hosts);
    try {
      network.#make();
    } catch (error) {
      network.remove();
      throw error;
    }
    return network;
  }

  /** Of a host, or of this process. */
  address(host: string | null): string {
    return `${this.#net}.${this.#number(host)}.2`;
  }

  /** What a program is started with so that it runs on a host. */
  on(host: string): string[] {
    return ['ip', 'netns', 'exec', this.#namespace(host)];
  }

  /** Packets from and to a host vanish, as with a cable cut somewhere between: neither end is told. */
  silence(host: string | null): void {
    for (const way of ['from', 'to']) ip('-n', this.#router, 'rule', 'add', 'blackhole', way, this.address(host));
  }

  heal(host: string | null): void {
    for (const way of ['from', 'to']) ip('-n', this.#router, 'rule', 'del', 'blackhole', way, this.address(host));
  }

  /** Pulls a host's own cable, which the host sees. */
  unplug(host: string): void {
    ip('-n', this.#namespace(host), 'link', 'set', 'up0', 'down');
  }

  plug(host: string): void {
    ip('-n', this.#namespace(host), 'link', 'set', 'up0', 'up');
    ip('-n', this.#namespace(host), 'route', 'add', 'default', 'via', this.#gateway(host));
  }

  /** At most so many bits a second to a host. */
  slow(host: string, rate: string): void {
    const device = `down${this.#number(host)}`;
    const shape = ['root', 'tbf', 'rate', rate, 'burst', '16kb', 'latency', '200ms'];
    execFileSync('tc', ['-n', this.#router, 'qdisc', 'add', 'dev', device, ...shape], { stdio: 'pipe' });
  }

  /** A setting of the kernel for one host, by its path below /proc/sys. */
  set(host: string, setting: string, value: number): void {
    execFileSync('ip', ['netns', 'exec', this.#namespace(host), 'sh', '-c', `echo ${value} > /proc/sys/${setting}`]);
  }

  remove(): void {
    quietly(() => ip('link', 'del', `${this.#prefix}t`));
    for (const host of this.#hosts) quietly(() => ip('netns', 'del', this.#namespace(host)));
    quietly(() => ip('netns', 'del', this.#router));
  }

  #make(): void {
    ip('netns', 'add', this.#router);
    execFileSync('ip', ['netns', 'exec', this.#router, 'sh', '-c', 'echo 1 > /proc/sys/net/ipv4/ip_forward']);
    for (const host of this.#hosts) {
      const namespace = this.#namespace(host);
      ip('netns', 'add', namespace);
      ip('-n', namespace, 'link', 'set', 'lo', 'up');
      this.#cable(host, ['up0', 'netns', namespace]);
      ip('-n', namespace, 'addr', 'add', `${this.address(host)}/24`, 'dev', 'up0');
      this.plug(host);
    }
    this.#cable(null, [`${this.#prefix}t`]);
    ip('addr', 'add', `${this.address(null)}/24`, 'dev', `${this.#prefix}t`);
    ip('link', 'set', `${this.#prefix}t`, 'up');
    for (const host of this.#hosts)
      ip('route', 'add', `${this.#net}.${this.#number(host)}.0/24`, 'via', this.#gateway(null));
  }

  /** From the router to an end. */
  #cable(host: string | null, end: string[]): void {
    const device = `down${this.#number(host)}`;
    ip('link', 'add', device, 'netns', this.#router, 'type', 'veth', 'peer', 'name', ...end);
    ip('-n', this.#router, 'addr', 'add', `${this.#gateway(host)}/24`, 'dev', device);
    ip('-n', this.#router, 'link', 'set', device, 'up');
  }

  get #router(): string {
    return `${this.#prefix}-router`;
  }

  #namespace(host: string): string {
    return `${this.#prefix}-${host}`;
  }

  #gateway(host: string | null): string {
    return `${this.#net}.${this.#number(host)}.1`;
  }

  /** This process is 0. */
  #number(host: string | null): number {
    return host === null ? 0 : 1 + this.#hosts.indexOf(host);
  }
}

function ip(...args: string[]): void {
  execFileSync('ip', args, { stdio: 'pipe' });
}

/** What is gone already need not be removed. */
function quietly(act: () => void): void {
  try {
    act();
  } catch {}
}
