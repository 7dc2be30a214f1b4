import { connect } from 'node:net';

const ANSWERED_WITHIN_MS = 1_000;

/** True when somebody listens on the port of this machine. */
export function accepts(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const answer = (isOpen: boolean) => (): void => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once('connect', answer(true));
    socket.once('error', answer(false));
    // One that takes no more connections is silent.
    socket.setTimeout(ANSWERED_WITHIN_MS, answer(false));
  });
}
