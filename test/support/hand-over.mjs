/**
 * Loaded first in each process of the tests. The runner hands its settings to every process that has work as soon as the first one asks; a process that was
 * still starting then would not hear them, ask when nobody answers any more, and wait for ever. Here they are kept until they are asked for.
 */
import { setImmediate } from 'node:timers';

const ASKED = 'jest-light-runner-get-worker-data';
const ANSWER = 'jest-light-runner-worker-data';

let heard;
const { emit, send } = process;
process.emit = function (name, message, ...more) {
  if (name === 'message' && message?.type === ANSWER) heard ??= message;
  return Reflect.apply(emit, process, [name, message, ...more]);
};
process.send = function (message, ...more) {
  if (message === ASKED && heard) return Boolean(setImmediate(() => process.emit('message', heard)));
  return Reflect.apply(send, process, [message, ...more]);
};
