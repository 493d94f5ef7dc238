//! Resource metadata documents (RFC 9728), and what the challenges of the gateway check say of them.

use axum::{
    body::Body,
    http::{Method, Request},
};
use serde_json::{Value, json};

use crate::harness::{Response, World, on_both};

const ISSUER: &str = "https://keys.example.com/p/acme";
const DOCUMENT: &str = "/p/acme/apis/tools/oauth-protected-resource";
const VERIFY: &str = "/p/acme/apis/tools/verify";
const TOOLS: &str = "https://mcp.example.com:8443/tools?v=1";
const WELL_KNOWN: &str =
    "https://mcp.example.com:8443/.well-known/oauth-protected-resource/tools?v=1";

/// The API `tools` of the project `acme`; gives the IDs of the project and of the API.
async fn tools(world: &World) -> (String, String) {
    let project = world.project("acme").await;
    let api = api(world, &project, "tools", TOOLS, &["read", "write"]).await;
    (project, api)
}

async fn api(
    world: &World,
    project: &str,
    name: &str,
    identifier: &str,
    scopes: &[&str],
) -> String {
    let accepts = ["ACCESS_TOKEN", "APPLICATION_JWT"];
    let input = json!({
        "projectId": project, "name": name, "identifier": identifier, "scopes": scopes, "accepts": accepts,
    });
    let made = world.mutate(&world.root(), "createApi", input, "api { id }").await;
    made.text("/createApi/api/id")
}

async fn update(world: &World, api: &str, mut changes: Value) {
    changes["apiId"] = json!(api);
    world.mutate(&world.root(), "updateApi", changes, "api { id }").await.ok();
}

async fn send(world: &World, method: Method, path: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = Request::builder().method(method).uri(path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    world.send(request.body(Body::empty()).unwrap()).await
}

/// The texts of these parameters in a challenge; `None` where one is missing.
fn parameters<const N: usize>(answer: &Response, names: [&str; N]) -> [Option<String>; N] {
    let challenge = answer.header("www-authenticate");
    names.map(|name| {
        let (_, rest) = challenge.split_once(&format!(" {name}=\""))?;
        Some(rest.split_once('"')?.0.to_owned())
    })
}

/// An application with a secret and a grant, as the head and the tail of its token requests.
async fn client(world: &World, project: &str, api: &str, scopes: &[&str]) -> (String, String) {
    let input = json!({
        "projectId": project, "name": "n", "type": "SERVICE", "authMethod": "CLIENT_SECRET_POST",
    });
    let fields = "application { id } clientSecret";
    let made = world.mutate(&world.root(), "createApplication", input, fields).await;
    let id = made.text("/createApplication/application/id");
    world.grant(&id, api, scopes).await;
    let secret = made.text("/createApplication/clientSecret");
    let form = format!("grant_type=client_credentials&client_id={id}&client_secret={secret}");
    (id, form)
}

async fn token(world: &World, form: String) -> Response {
    let request = Request::post("/p/acme/oauth/token")
        .header("content-type", "application/x-www-form-urlencoded")
        .body(Body::from(form));
    world.send(request.unwrap()).await
}

on_both! {
    async fn the_document_holds_the_identifier_byte_for_byte_and_names_the_issuer(world: World) {
        let (project, tools) = tools(&world).await;
        let answer = world.get(DOCUMENT).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        assert_eq!(answer.json(), json!({
            "resource": TOOLS, "resource_name": "tools", "authorization_servers": [ISSUER],
            "scopes_supported": ["read", "write"], "bearer_methods_supported": ["header"],
        }));

        let query = "query ($id: ID!) { node(id: $id) { ... on Api { resourceMetadataEndpoint } } }";
        let endpoint = async |id: &str| {
            let found = world.ask(&world.root(), query, json!({ "id": id })).await;
            found.at("/node/resourceMetadataEndpoint").clone()
        };
        assert_eq!(endpoint(&tools).await, format!("https://keys.example.com{DOCUMENT}"));
        let orders = world.api(&project, "orders", &[]).await;
        assert_eq!(endpoint(&orders).await, Value::Null);
    }

    async fn the_document_is_published_like_the_others(world: World) {
        tools(&world).await;
        let whole = world.get(DOCUMENT).await;
        let etag = whole.header("etag").to_owned();
        assert!(etag.starts_with('"') && etag.ends_with('"'), "strong: {etag}");
        for (name, value) in [
            ("content-type", "application/json"), ("cache-control", "public, max-age=300"),
            ("access-control-allow-origin", "*"),
        ] {
            assert_eq!(whole.header(name), value);
        }

        let unchanged = send(&world, Method::GET, DOCUMENT, &[("if-none-match", &etag)]).await;
        assert_eq!((unchanged.status.as_u16(), unchanged.body.len()), (304, 0));
        assert_eq!(unchanged.header("etag"), etag);
        let head = send(&world, Method::HEAD, DOCUMENT, &[]).await;
        assert_eq!((head.status.as_u16(), head.header("etag")), (200, &*etag));
        let asked = send(&world, Method::OPTIONS, DOCUMENT, &[("origin", "https://a.example")]).await;
        assert_eq!(asked.status, 204);
        assert!(asked.header("access-control-allow-headers").contains("mcp-protocol-version"));
        for method in [Method::POST, Method::PUT, Method::DELETE] {
            let answer = send(&world, method, DOCUMENT, &[]).await;
            assert_eq!((answer.status.as_u16(), answer.header("allow")), (405, "GET, HEAD, OPTIONS"));
        }
        // Nothing of a request changes it.
        let forged = [("host", "evil.example"), ("x-forwarded-host", "evil.example"), ("x-forwarded-proto", "http")];
        assert_eq!(send(&world, Method::GET, DOCUMENT, &forged).await.body, whole.body);
    }

    async fn a_commit_shows_in_the_document_on_every_replica_at_once(world: World) {
        let (project, tools) = tools(&world).await;
        let replica = world.replica().await;
        for server in [&world, &replica] {
            assert_eq!(server.get(DOCUMENT).await.json()["scopes_supported"], json!(["read", "write"]));
        }
        update(&world, &tools, json!({ "scopes": ["read"] })).await;
        assert_eq!(world.get(DOCUMENT).await.json()["scopes_supported"], json!(["read"]));
        for (enabled, status) in [(false, 404), (true, 200)] {
            update(&world, &tools, json!({ "enabled": enabled })).await;
            assert_eq!(world.get(DOCUMENT).await.status, status);
        }

        world.mutate(&world.root(), "deleteApi", json!({ "apiId": tools }), "deletedId").await.ok();
        assert_eq!(world.get(DOCUMENT).await.status, 404);
        api(&world, &project, "tools", "https://mcp.example.com", &[]).await;
        assert_eq!(world.get(DOCUMENT).await.json()["resource"], "https://mcp.example.com");
        let input = json!({ "projectId": project, "confirmSlug": "acme" });
        world.mutate(&world.root(), "deleteProject", input, "deletedId").await.ok();
        assert_eq!(world.get(DOCUMENT).await.status, 404);
    }

    async fn what_has_no_document_is_404(world: World) {
        let (project, _) = tools(&world).await;
        world.api(&project, "orders", &[]).await;
        api(&world, &project, "plain", "http://mcp.example.com/", &[]).await;
        for path in [
            "/p/acme/apis/orders/oauth-protected-resource", "/p/acme/apis/plain/oauth-protected-resource",
            "/p/acme/apis/nothing/oauth-protected-resource", "/p/nobody/apis/tools/oauth-protected-resource",
        ] {
            let answer = world.get(path).await;
            assert_eq!(answer.status, 404, "{path}");
            assert_eq!(answer.header("access-control-allow-origin"), "*", "{path}");
        }
        for path in ["verify/oauth-protected-resource", "oauth-protected-resource/", "oauth-protected-resource/verify"] {
            let path = format!("/p/acme/apis/tools/{path}");
            assert_ne!(world.get(&path).await.status, 200, "{path}");
        }
    }

    async fn every_401_of_the_check_names_the_metadata_of_the_identifier(world: World) {
        let (project, tools) = tools(&world).await;
        let (id, form) = client(&world, &project, &tools, &["read"]).await;
        let answer = token(&world, format!("{form}&scope=read")).await.json();
        let elsewhere = format!("Bearer {}", answer["access_token"].as_str().unwrap());
        let long = format!("Bearer {}", "a".repeat(16 * 1024 + 1));
        let forged = [("host", "evil.example"), ("x-forwarded-host", "evil.example"), ("x-forwarded-uri", "/evil")];

        let cases = [
            ("no token", None), ("another scheme", Some("Basic YTpi")), ("no token of anybody", Some("Bearer x")),
            ("no JWT", Some("Bearer a.b.c")), ("too long", Some(&*long)), ("for the issuer", Some(&*elsewhere)),
        ];
        for (name, bearer) in cases {
            let mut headers = forged.to_vec();
            headers.extend(bearer.map(|bearer| ("authorization", bearer)));
            for (path, scope) in [(VERIFY, None), ("/p/acme/apis/tools/scopes/read+write/verify", Some("read write"))] {
                let answer = send(&world, Method::POST, path, &headers).await;
                assert_eq!(answer.status, 401, "{name}");
                assert!(!answer.header("www-authenticate").contains("evil"), "{name}");
                let found = parameters(&answer, ["resource_metadata", "scope"]);
                assert_eq!(found, [Some(WELL_KNOWN.to_owned()), scope.map(ToOwned::to_owned)], "{name}");
            }
        }

        let answer = token(&world, form).await.json();
        let bearer = format!("Bearer {}", answer["access_token"].as_str().unwrap());
        world.mutate(&world.root(), "updateApplication", json!({ "applicationId": id, "enabled": false }), "application { id }").await.ok();
        let answer = send(&world, Method::GET, VERIFY, &[("authorization", &bearer)]).await;
        assert_eq!(answer.status, 401, "of a disabled application");
        assert_eq!(parameters(&answer, ["resource_metadata"]), [Some(WELL_KNOWN.to_owned())]);
    }

    async fn a_401_of_an_api_without_a_document_names_none(world: World) {
        let (project, tools) = tools(&world).await;
        world.api(&project, "orders", &[]).await;
        update(&world, &tools, json!({ "enabled": false })).await;
        let none = send(&world, Method::GET, "/p/nobody/apis/tools/verify", &[]).await;
        assert_eq!((none.status.as_u16(), parameters(&none, ["resource_metadata"])), (401, [None]));
        for path in ["/p/acme/apis/orders/verify", "/p/acme/apis/nothing/verify", VERIFY] {
            for headers in [&[][..], &[("authorization", "Bearer a.b.c")]] {
                let answer = send(&world, Method::GET, path, headers).await;
                assert_eq!(answer.status, 401, "{path}");
                assert_eq!(parameters(&answer, ["resource_metadata"]), [None], "{path}");
            }
        }
    }

    async fn a_403_for_scopes_names_them_and_the_metadata(world: World) {
        let (project, tools) = tools(&world).await;
        let (_, form) = client(&world, &project, &tools, &["read"]).await;
        let answer = token(&world, format!("{form}&resource={TOOLS}")).await;
        assert_eq!(answer.status, 200, "{}", answer.text());
        let bearer = format!("Bearer {}", answer.json()["access_token"].as_str().unwrap());
        let path = "/p/acme/apis/tools/scopes/read+write/verify";
        let answer = send(&world, Method::GET, path, &[("authorization", &bearer)]).await;
        assert_eq!(answer.status, 403);
        let found = parameters(&answer, ["error", "resource_metadata", "scope"]).map(Option::unwrap);
        assert_eq!(found, ["insufficient_scope", WELL_KNOWN, "read write"]);
    }

    async fn a_final_slash_of_an_empty_path_names_the_same_resource(world: World) {
        let project = world.project("acme").await;
        let bare = api(&world, &project, "bare", "https://bare.example.com", &["read"]).await;
        let slash = api(&world, &project, "slash", "https://slash.example.com/", &["read"]).await;
        let path = api(&world, &project, "path", "https://path.example.com/mcp", &["read"]).await;
        let (id, form) = client(&world, &project, &bare, &["read"]).await;
        for other in [&slash, &path] {
            world.grant(&id, other, &["read"]).await;
        }

        let audience = async |resources: &[&str]| {
            let form = [&*form].into_iter().chain(resources.iter().copied());
            let answer = token(&world, form.collect::<Vec<_>>().join("&resource=")).await;
            if answer.status != 200 {
                return answer.json()["error"].clone();
            }
            let answer = answer.json();
            keyplane_auth::decode_unverified(answer["access_token"].as_str().unwrap()).claims.unwrap()["aud"].clone()
        };
        for (asked, aud) in [
            (&["https://bare.example.com/"][..], json!("https://bare.example.com")),
            (&["https://bare.example.com"][..], json!("https://bare.example.com")),
            (&["https://slash.example.com"][..], json!("https://slash.example.com/")),
            (&["https://bare.example.com/", "https://bare.example.com"][..], json!("https://bare.example.com")),
            (&["https://path.example.com/mcp/"][..], json!("invalid_target")),
            (&["https://bare.example.com//"][..], json!("invalid_target")),
            (&["https://bare.example.com/?"][..], json!("invalid_target")),
            (&["https://BARE.example.com/"][..], json!("invalid_target")),
            (&["http://bare.example.com/"][..], json!("invalid_target")),
        ] {
            assert_eq!(audience(asked).await, aud, "{asked:?}");
        }

        // Where both are registered, each is itself.
        let both = api(&world, &project, "both", "https://bare.example.com/", &["read"]).await;
        assert_eq!(audience(&["https://bare.example.com/"]).await, "invalid_target", "not granted");
        world.grant(&id, &both, &["read"]).await;
        for exact in ["https://bare.example.com/", "https://bare.example.com"] {
            assert_eq!(audience(&[exact]).await, exact);
        }
    }

    async fn who_asks_for_all_scopes_of_a_document_gets_those_that_are_granted(world: World) {
        let (project, tools) = tools(&world).await;
        let (_, form) = client(&world, &project, &tools, &["read"]).await;
        let ask = async |scope: &str| {
            let answer = token(&world, format!("{form}&resource={TOOLS}&scope={scope}")).await.json();
            answer.get("error").unwrap_or(&answer["scope"]).clone()
        };
        for (scope, found) in [
            ("read write", "read"), ("write read", "read"), ("read", "read"), ("write", "invalid_scope"),
            ("read write admin", "invalid_scope"),
        ] {
            assert_eq!(ask(&scope.replace(' ', "+")).await, found, "{scope}");
        }
    }
}
