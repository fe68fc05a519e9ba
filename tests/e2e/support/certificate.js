// A certificate of 127.0.0.1, signed by itself, and its key.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { newDirectory } from './programs.js';

export function newCertificate() {
  const directory = newDirectory();
  const [certificate, key] = ['certificate.pem', 'key.pem'].map((name) => join(directory, name));
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '30'];
  const subject = ['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'];
  execFileSync('openssl', ['req', ...kind, ...subject, '-keyout', key, '-out', certificate], { stdio: 'ignore' });
  return { directory, options: ['--tls-certificate', certificate, '--tls-key', key] };
}
