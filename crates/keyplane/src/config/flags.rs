//! Settings from flags of the command line.

use clap::{Arg, ArgAction, ArgMatches, Args, Command, FromArgMatches};

use super::setting::{self, Kind, Setting};

/// The settings given as flags. `SERVE` adds the flags that only `serve` has.
#[derive(Default)]
pub(crate) struct Flags<const SERVE: bool> {
    pub(super) given: GivenFlags,
}

/// The setting and the value of each flag.
pub(super) type GivenFlags = Vec<(&'static Setting, String)>;

fn settings<const SERVE: bool>() -> impl Iterator<Item = &'static Setting> {
    setting::ALL.into_iter().filter(|setting| SERVE || !setting.serve_only)
}

fn arg(setting: &'static Setting) -> Arg {
    let arg = Arg::new(setting.flag).long(setting.flag);
    match setting.kind {
        Kind::Value(name) => arg.value_name(name).help(value_help(setting)),
        Kind::Switch("false") => {
            arg.action(ArgAction::SetTrue).help(format!("Do not {}", lower_first(setting.help)))
        }
        Kind::Switch(_) => arg.action(ArgAction::SetTrue).help(setting.help),
    }
}

fn value_help(setting: &Setting) -> String {
    let variable = setting.variable.map(|variable| format!(" [env: {variable}]"));
    format!("{}{} [default: {}]", setting.help, variable.unwrap_or_default(), setting.default)
}

fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

impl<const SERVE: bool> Args for Flags<SERVE> {
    fn augment_args(command: Command) -> Command {
        settings::<SERVE>().fold(command, |command, setting| command.arg(arg(setting)))
    }

    fn augment_args_for_update(command: Command) -> Command {
        Self::augment_args(command)
    }
}

impl<const SERVE: bool> FromArgMatches for Flags<SERVE> {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, clap::Error> {
        let value = |setting: &Setting| match setting.kind {
            Kind::Value(_) => matches.get_one::<String>(setting.flag).cloned(),
            Kind::Switch(value) => matches.get_flag(setting.flag).then(|| value.to_owned()),
        };
        let given = settings::<SERVE>().filter_map(|setting| Some((setting, value(setting)?)));
        Ok(Self { given: given.collect() })
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), clap::Error> {
        self.given.extend(Self::from_arg_matches(matches)?.given);
        Ok(())
    }
}
