//! Lists, page by page.

use serde::{Deserialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{AdminApi, error::AdminApiError};

/// The items of a page, at most; the server's maximum.
const PAGE: usize = 100;

/// A page of a connection.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Page<T> {
    nodes: Vec<T>,
    page_info: PageInfo,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct PageInfo {
    has_next_page: bool,
    end_cursor: Option<String>,
}

impl AdminApi {
    /// Every item of a connection. `document` has the variables `$first: Int` and
    /// `$after: String` and selects `nodes` and `pageInfo { hasNextPage endCursor }`; `connection`
    /// is its place in the answer, such as `project.applications`. A part of the place that is null
    /// is an error.
    pub(crate) async fn all<T: DeserializeOwned>(
        &self,
        document: &str,
        variables: Value,
        connection: &str,
    ) -> Result<Vec<T>, AdminApiError> {
        self.pages(document, variables, connection, usize::MAX, &mut |_| ()).await
    }

    /// As [`Self::all`], for the first `most` items. `progress` hears after each page but the last
    /// how many items were read.
    pub(crate) async fn pages<T: DeserializeOwned>(
        &self,
        document: &str,
        mut variables: Value,
        connection: &str,
        most: usize,
        progress: &mut (dyn FnMut(usize) + Send),
    ) -> Result<Vec<T>, AdminApiError> {
        let mut items: Vec<T> = Vec::new();
        let mut after = None::<String>;

        loop {
            let size = PAGE.min(most.saturating_sub(items.len()));
            if let Value::Object(variables) = &mut variables {
                variables.insert("first".to_owned(), json!(size));
                variables.insert("after".to_owned(), json!(after));
            }
            let data: Value = self.run(document, variables.clone()).await?;
            let Page { nodes, page_info } = self.page(data, connection)?;
            items.extend(nodes);

            let next = page_info.end_cursor.filter(|_| page_info.has_next_page);
            // A server that names one cursor twice would never end.
            if next.is_none() || next == after || items.len() >= most {
                return Ok(items);
            }
            progress(items.len());
            after = next;
        }
    }

    /// The connection at this place of an answer.
    fn page<T: DeserializeOwned>(
        &self,
        data: Value,
        connection: &str,
    ) -> Result<Page<T>, AdminApiError> {
        let mut found = data;
        for name in connection.split('.') {
            found = found.get_mut(name).map(Value::take).unwrap_or_default();
            if found.is_null() {
                return Err(AdminApiError::Absent(name.to_owned()));
            }
        }
        serde_json::from_value(found).map_err(|error| AdminApiError::Shape {
            endpoint: self.endpoint().clone(),
            problem: format!("{connection}: {:?}", error.classify()),
        })
    }
}
