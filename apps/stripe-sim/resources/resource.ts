import type { Server } from 'node:http';
import type { Routes, Sim } from '../sim.js';

/** One kind of resource: its routes, and what it has to say to a new simulator (tasks, fields that only `expand` shows). */
export interface Resource {
  routes: Routes;
  install?: (sim: Sim) => void;
  /** For what is no request: the CLI's `listen` speaks WebSocket. Answers what to do when the simulator closes. */
  attach?: (sim: Sim, server: Server) => () => void;
}
