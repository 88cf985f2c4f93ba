import { spawnSync } from 'node:child_process';

/** The shell command that installs Debian packages; null where there is no apt-get, or nobody who may use it without a password. */
export function aptInstall(packages: readonly string[]): string | null {
  if (!succeeds('command -v apt-get')) return null;
  const sudo = process.getuid?.() === 0 ? '' : succeeds('sudo -n true') ? 'sudo -n ' : null;
  if (sudo === null) return null;
  return `${sudo}apt-get update -qq && ${sudo}env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends ${packages.join(' ')}`;
}

/** Whether a shell command ends well. */
export function succeeds(command: string): boolean {
  return spawnSync('sh', ['-c', command], { stdio: 'ignore' }).status === 0;
}
