//! What a diagnosis found out.

/// How well a thing is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Health {
    /// As it should be.
    Ok,
    /// Keyplane works, but something should be changed.
    Warn,
    /// Keyplane does not work, or not safely.
    Fail,
}

/// What was found out about one thing. No text holds a secret.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// What was looked at, such as `database`.
    pub check: &'static str,
    /// How well it is.
    pub health: Health,
    /// What was found.
    pub message: String,
    /// What to do; `None` if it is well.
    pub advice: Option<String>,
}

impl Finding {
    /// A thing that is as it should be.
    pub fn ok(check: &'static str, message: impl Into<String>) -> Self {
        Self { check, health: Health::Ok, message: message.into(), advice: None }
    }

    /// A thing that should be changed.
    pub fn warn(
        check: &'static str,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        let advice = Some(advice.into());
        Self { check, health: Health::Warn, message: message.into(), advice }
    }

    /// A thing that keeps Keyplane from working.
    pub fn fail(
        check: &'static str,
        message: impl Into<String>,
        advice: impl Into<String>,
    ) -> Self {
        let advice = Some(advice.into());
        Self { check, health: Health::Fail, message: message.into(), advice }
    }
}
