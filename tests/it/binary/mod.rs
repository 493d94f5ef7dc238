//! The real binary: starts, ends, crashes, replicas.

mod bounds;
mod commands;
mod fleet;
mod gateway_log;
mod process;
mod replay;
mod replicas;
mod starts;
mod survival;
