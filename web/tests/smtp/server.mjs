// A real SMTP server for tests: takes letters and prints each as a line of JSON. It knows recipients by the beginning of their
// address only: `refused…` are refused for good, `busy…` for now, the first time that they are tried.
//
// node server.mjs [USER PASSWORD CERTIFICATE KEY]: with these it takes letters only from who has signed in after STARTTLS.

import { readFileSync } from 'node:fs';
import { SMTPServer } from 'smtp-server';

const [user, password, certificate, key] = process.argv.slice(2);
const tried = new Set();

const refusal = (code, text) => Object.assign(new Error(text), { responseCode: code });

const server = new SMTPServer({
  ...(certificate ? { cert: readFileSync(certificate), key: readFileSync(key) } : {}),
  disabledCommands: user ? [] : ['AUTH', 'STARTTLS'],
  authOptional: !user,
  onAuth: ({ username, password: given }, _, done) =>
    username === user && given === password ? done(null, { user }) : done(refusal(535, 'who are you?')),
  onRcptTo({ address }, _, done) {
    if (address.startsWith('refused')) return done(refusal(550, `5.1.1 no ${address} here`));
    if (address.startsWith('busy') && !tried.has(address)) {
      tried.add(address);
      return done(refusal(451, '4.3.0 later'));
    }
    done();
  },
  onData(stream, session, done) {
    const parts = [];
    stream.on('data', (part) => parts.push(part));
    stream.on('end', () => {
      const { mailFrom, rcptTo } = session.envelope;
      const data = Buffer.concat(parts).toString('utf8');
      const letter = { from: mailFrom.address, to: rcptTo.map(({ address }) => address), secure: session.secure, data };
      process.stdout.write(`${JSON.stringify(letter)}\n`);
      done();
    });
  },
});

// A client that breaks off, because it trusts this server as little as it should, is no fault.
server.on('error', () => undefined);
server.listen(0, '127.0.0.1', () => process.stdout.write(`${server.server.address().port}\n`));
