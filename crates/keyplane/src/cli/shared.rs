//! What the commands that call the Admin API have in common.

use std::path::PathBuf;

use clap::{
    Arg, Args, Command, ValueEnum,
    builder::{PossibleValue, RangedU64ValueParser, TypedValueParser},
};

use crate::{
    admin_api::{ConnectionArgs, PROJECT},
    config::{Given, Source},
};

/// How a command answers, and with what it calls the Admin API.
#[derive(Args, Clone, Default)]
pub(crate) struct CallArgs {
    /// Print JSON with the names of the Admin API
    #[arg(long)]
    pub(crate) json: bool,
    #[command(flatten)]
    pub(crate) connection: ConnectionArgs,
}

/// A call about a project.
#[derive(Args, Clone, Default)]
pub(crate) struct ProjectArgs {
    /// Project, by slug or ID [default: that of the context, else that of the key]
    #[arg(long, value_name = "PROJECT", env = PROJECT, hide_env_values = true)]
    project: Option<Given>,
    #[command(flatten)]
    pub(crate) call: CallArgs,
}

impl ProjectArgs {
    /// The project that a flag or the variable names.
    pub(crate) fn named(&self) -> Option<String> {
        let given = self.project.as_ref().filter(|given| !given.text.is_empty())?;
        Some(given.text.to_string_lossy().into_owned())
    }

    /// Whether a flag names a project.
    pub(crate) fn is_flag(&self) -> bool {
        self.project.as_ref().is_some_and(|given| matches!(given.source, Source::Flag(_)))
    }
}

/// A call about a project or about the instance.
#[derive(Args, Clone, Default)]
pub(crate) struct ScopeArgs {
    /// The instance itself, in place of a project
    #[arg(long)]
    pub(crate) instance: bool,
    #[command(flatten)]
    pub(crate) project: ProjectArgs,
}

/// A change that is asked about first.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(crate) struct SureArgs {
    /// Do it without asking; scripts need this
    #[arg(long, short = 'y')]
    pub(crate) yes: bool,
    /// Show what would happen, and change nothing
    #[arg(long, conflicts_with = "yes")]
    pub(crate) dry_run: bool,
}

/// The items of a list.
#[derive(Args, Clone, Copy, Debug, Default)]
pub(crate) struct ListArgs {
    /// Maximum number of items, the newest first [default: all]
    #[arg(long, value_name = "NUMBER", value_parser = at_least_one())]
    pub(crate) limit: Option<usize>,
}

/// The parser of a number of items.
pub(super) fn at_least_one() -> impl TypedValueParser<Value = usize> {
    RangedU64ValueParser::new().range(1..)
}

/// Where a new secret goes.
#[derive(Args, Clone, Debug, Default)]
pub(crate) struct OutArgs {
    /// New file for the private key or secret (mode 0600); - for stdout
    #[arg(long, value_name = "FILE")]
    pub(crate) out: Option<PathBuf>,
}

/// Takes the words of an enum as the command line and as the Admin API write them: `keys-write`,
/// `KEYS_WRITE`.
#[derive(Clone)]
pub(super) struct Words<E>(std::marker::PhantomData<E>);

/// The parser of a word of `E`.
pub(super) const fn words<E>() -> Words<E> {
    Words(std::marker::PhantomData)
}

impl<E: ValueEnum + Clone + Send + Sync + 'static> TypedValueParser for Words<E> {
    type Value = E;

    fn parse_ref(
        &self,
        command: &Command,
        arg: Option<&Arg>,
        value: &std::ffi::OsStr,
    ) -> Result<E, clap::Error> {
        let word = value.to_string_lossy().to_lowercase().replace('_', "-");
        let parser = clap::builder::EnumValueParser::<E>::new();
        parser.parse_ref(command, arg, std::ffi::OsStr::new(&word))
    }

    fn possible_values(&self) -> Option<Box<dyn Iterator<Item = PossibleValue> + '_>> {
        Some(Box::new(E::value_variants().iter().filter_map(E::to_possible_value)))
    }
}

/// The word of the Admin API: `KEYS_WRITE` for `keys-write`.
pub(crate) fn name_of<E: ValueEnum>(value: &E) -> String {
    let word = value.to_possible_value().map(|value| value.get_name().to_owned());
    word.unwrap_or_default().to_uppercase().replace('-', "_")
}
