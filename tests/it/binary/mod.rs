//! The real binary: starts, ends, crashes, replicas.

mod commands;
mod fleet;
mod frozen;
mod gateway_log;
mod process;
mod replay;
mod replicas;
mod starts;
mod survival;
