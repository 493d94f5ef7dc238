//! The real binary: starts, ends, crashes, replicas.

mod commands;
mod fleet;
mod process;
mod replay;
mod replicas;
mod starts;
mod survival;
