//! Changes of the object that a command names.

use super::{
    input::Input,
    session::{Noun, Session},
    sure::{is_sure, is_sure_by_name},
};
use crate::{cli::SureArgs, failure::Failure};

/// The object that a command names.
pub(super) struct ChosenObject<'a> {
    pub(super) session: &'a Session,
    pub(super) noun: &'static Noun,
    pub(super) id: String,
    /// Its name as the command gives it.
    pub(super) name: &'a str,
}

impl ChosenObject<'_> {
    /// An input that names the object.
    pub(super) fn input(&self) -> Input {
        Input::of(&format!("{}Id", self.member()), self.id.as_str())
    }

    /// Runs a mutation that gives the object as it is then, and prints it. `verb`: what was done.
    pub(super) async fn change(
        &self,
        mutation: &str,
        input: Input,
        verb: &str,
    ) -> Result<(), Failure> {
        let member = self.member();
        let selection = format!("{member} {{ {} }}", self.noun.fields);
        let payload = self.session.change(mutation, input.into_map(), &selection).await?;
        let at = format!("/{member}");
        self.session.print_change(&self.done(verb), &payload, Some((self.noun, at.as_str())))
    }

    /// Changes settings; refuses an input without any.
    pub(super) async fn update(&self, input: Input) -> Result<(), Failure> {
        self.change(&self.mutation("update"), input.with_a_setting()?, "changed").await
    }

    pub(super) async fn enable(&self) -> Result<(), Failure> {
        let input = self.input().set("enabled", true);
        self.change(&self.mutation("update"), input, "enabled").await
    }

    /// Disables the object, unless a person decides otherwise. `consequence`: what stops then.
    pub(super) async fn disable(&self, sure: SureArgs, consequence: &str) -> Result<(), Failure> {
        if !is_sure(sure, consequence)? {
            return Ok(());
        }
        let input = self.input().set("enabled", false);
        self.change(&self.mutation("update"), input, "disabled").await
    }

    /// Deletes the object, unless a person decides otherwise. `consequence`: what ends then.
    pub(super) async fn delete(&self, sure: SureArgs, consequence: &str) -> Result<(), Failure> {
        let consequence = format!("{consequence} This cannot be undone.");
        if !is_sure_by_name(sure, &consequence, self.name)? {
            return Ok(());
        }
        let mutation = self.mutation("delete");
        let payload = self.session.change(&mutation, self.input().into_map(), "deletedId").await?;
        self.session.print_change(&self.done("deleted"), &payload, None)
    }

    fn done(&self, verb: &str) -> String {
        format!("{verb} {} {}", self.noun.one, self.name)
    }

    fn mutation(&self, verb: &str) -> String {
        format!("{verb}{}", self.noun.type_name)
    }

    /// What payloads call the object: its type with a small first letter.
    fn member(&self) -> String {
        let mut name = self.noun.type_name.to_owned();
        if let Some(first) = name.get_mut(..1) {
            first.make_ascii_lowercase();
        }
        name
    }
}
