//! The real binary: starts, ends, crashes, replicas.

mod commands;
mod connections;
mod faults;
mod fleet;
mod gateway_log;
mod process;
mod replay;
mod replicas;
mod starts;
mod survival;
