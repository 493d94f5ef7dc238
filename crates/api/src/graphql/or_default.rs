//! Arguments and input fields with a default. Each is nullable in the schema, so that clients with
//! generated types can leave it out; absent and null both mean the default.

use std::borrow::Cow;

use async_graphql::{InputType, InputValueError, InputValueResult, Value, registry::Registry};

use super::{
    enums::{IssuerKeySource, KeyAlgorithm, KeyCustody, PrivateKeyFormat},
    usage::UsageStep,
};

/// A default of the schema.
pub(crate) trait DefaultValue: Send + Sync {
    /// Type of the argument.
    type Of: InputType;
    /// Its value where a request has none.
    const VALUE: Self::Of;
}

/// The value of an argument, or its default. The argument also has the attribute
/// `#[graphql(default)]`, which shows the default in the schema.
pub(crate) struct OrDefault<D: DefaultValue>(D::Of);

impl<D: DefaultValue> OrDefault<D> {
    /// The value.
    pub(crate) fn value(self) -> D::Of {
        self.0
    }
}

impl<D: DefaultValue> Default for OrDefault<D> {
    fn default() -> Self {
        Self(D::VALUE)
    }
}

impl<D: DefaultValue> InputType for OrDefault<D> {
    type RawValueType = <D::Of as InputType>::RawValueType;

    fn type_name() -> Cow<'static, str> {
        D::Of::type_name()
    }

    fn qualified_type_name() -> String {
        <Option<D::Of>>::qualified_type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        <Option<D::Of>>::create_type_info(registry)
    }

    fn parse(value: Option<Value>) -> InputValueResult<Self> {
        let given = <Option<D::Of>>::parse(value).map_err(InputValueError::propagate)?;
        Ok(given.map_or_else(Self::default, Self))
    }

    fn to_value(&self) -> Value {
        self.0.to_value()
    }

    fn as_raw_value(&self) -> Option<&Self::RawValueType> {
        self.0.as_raw_value()
    }
}

/// Declares defaults, each as a type of its own.
macro_rules! defaults {
    ($($(#[$doc:meta])* $name:ident: $of:ty = $value:expr;)+) => {$(
        $(#[$doc])*
        pub(crate) enum $name {}

        impl DefaultValue for $name {
            type Of = $of;
            const VALUE: $of = $value;
        }
    )+};
}

defaults! {
    /// No.
    False: bool = false;
    /// Yes.
    True: bool = true;
    /// No time.
    NoSeconds: i32 = 0;
    /// An hour in seconds.
    HourOfSeconds: i32 = 3_600;
    /// Eight hours in seconds.
    EightHoursOfSeconds: i32 = 28_800;
    /// A day in seconds.
    DayOfSeconds: i32 = 86_400;
    /// Thirty days.
    ThirtyDays: i32 = 30;
    /// Ten results of a search.
    TenResults: i32 = 10;
    /// An empty text.
    EmptyText: String = String::new();
    /// No texts.
    NoTexts: Vec<String> = Vec::new();
    /// Points of an hour each.
    HourlyPoints: UsageStep = UsageStep::Hour;
    /// RSA with SHA-256.
    RsaSha256: KeyAlgorithm = KeyAlgorithm::Rs256;
    /// The server signs.
    ServerSigns: KeyCustody = KeyCustody::Server;
    /// A key file.
    KeyFileFormat: PrivateKeyFormat = PrivateKeyFormat::KeyFile;
    /// A PEM file.
    PemFormat: PrivateKeyFormat = PrivateKeyFormat::PemPkcs8;
    /// The keys that discovery names.
    DiscoveredKeys: IssuerKeySource = IssuerKeySource::Discovery;
}
