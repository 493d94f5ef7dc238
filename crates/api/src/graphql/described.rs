//! Descriptions of arguments that many fields share.

use std::borrow::Cow;

use async_graphql::{
    ContainerType, Context, ContextSelectionSet, ObjectType, OutputType, Positioned, ServerResult,
    Value,
    parser::types::Field,
    registry::{MetaInputValue, MetaType, Registry},
};

use super::defaults;

/// The arguments of a page (Relay's Cursor Connections Specification).
const PAGE: &[(&str, &str)] = &[
    ("first", "Number of items from the start of the list, 1 to 100; default 20."),
    ("after", "Cursor of the item after which the page starts, from `cursor` or `endCursor`."),
    ("last", "Number of items from the end of the list, 1 to 100; not together with `first`."),
    ("before", "Cursor of the item before which the page ends, from `cursor` or `startCursor`."),
];

/// A wrapper for the root object that the schema registers last. It adds descriptions to the shared
/// arguments of all types registered before, and [defaults] to their inputs.
#[derive(Default)]
pub(crate) struct Described<T>(pub(crate) T);

impl<T: ObjectType> ContainerType for Described<T> {
    async fn resolve_field(&self, context: &Context<'_>) -> ServerResult<Option<Value>> {
        self.0.resolve_field(context).await
    }
}

impl<T: ObjectType> OutputType for Described<T> {
    fn type_name() -> Cow<'static, str> {
        T::type_name()
    }

    fn create_type_info(registry: &mut Registry) -> String {
        let name = T::create_type_info(registry);
        defaults::add(registry);
        for registered in registry.types.values_mut() {
            let MetaType::Object { fields, .. } = registered else { continue };
            for field in fields.values_mut() {
                for argument in field.args.values_mut() {
                    describe(argument, &field.name);
                }
            }
        }
        name
    }

    async fn resolve(
        &self,
        context: &ContextSelectionSet<'_>,
        _field: &Positioned<Field>,
    ) -> ServerResult<Value> {
        async_graphql::resolver_utils::resolve_container(context, self).await
    }
}

impl<T: ObjectType> ObjectType for Described<T> {}

fn describe(argument: &mut MetaInputValue, field: &str) {
    if argument.description.is_some() {
        return;
    }
    argument.description = if argument.name == "input" {
        Some(format!("Arguments of `{field}`."))
    } else {
        let shared = PAGE.iter().find(|(name, _)| *name == argument.name);
        shared.map(|(_, text)| (*text).to_owned())
    };
}
