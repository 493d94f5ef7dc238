use super::{server::OneAnswer, *};

const GOOD: &str = r#"{"access_token":"opaque","token_type":"Bearer","expires_in":1800}"#;
const JWT_BEARER: &str = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/// The key file of an application with the token endpoint of `server`.
fn key_file(name: &str, server: &OneAnswer) -> TempFile {
    let key = generate(Algorithm::Es256);
    TempFile::new(name, &application_key_file(&key, &server.url("/oauth/token")))
}

fn value<'a>(form: &'a [(String, String)], name: &str) -> &'a str {
    &form.iter().find(|(given, _)| given == name).unwrap().1
}

fn names(form: &[(String, String)]) -> Vec<&str> {
    form.iter().map(|(name, _)| name.as_str()).collect()
}

#[test]
fn an_assertion_authenticates_the_client_and_becomes_an_access_token() {
    let server = OneAnswer::answers("200 OK", GOOD);
    let file = key_file("exchange", &server);
    let token = exchange([
        "exchange",
        "--key-file",
        file.name(),
        "--scope=read write",
        "--resource=https://a.example",
        "--resource=https://b.example/?c=d&e",
    ]);
    assert_eq!(token.unwrap(), "opaque");

    let request = server.request();
    assert_eq!(request.line, "POST /oauth/token HTTP/1.1");
    assert_eq!(request.content_type.as_deref(), Some("application/x-www-form-urlencoded"));

    let form = request.form();
    let expected = [
        "grant_type",
        "client_assertion_type",
        "client_assertion",
        "scope",
        "resource",
        "resource",
    ];
    assert_eq!(names(&form), expected);
    assert_eq!(value(&form, "grant_type"), "client_credentials");
    assert_eq!(
        value(&form, "client_assertion_type"),
        "urn:ietf:params:oauth:client-assertion-type:jwt-bearer"
    );
    assert_eq!(value(&form, "scope"), "read write");
    assert_eq!(form[5].1, "https://b.example/?c=d&e");

    let (_, claims) = decode(value(&form, "client_assertion"));
    assert_eq!((&claims["iss"], &claims["sub"]), (&"app_1".into(), &"app_1".into()));
}

#[test]
fn any_other_grant_type_has_the_jwt_as_its_assertion() {
    for grant_type in [JWT_BEARER, "https://auth.example/grants/own"] {
        let server = OneAnswer::answers("200 OK", GOOD);
        let file = key_file("grant", &server);
        let flags = ["exchange", "--key-file", file.name(), "--grant-type", grant_type];
        assert_eq!(exchange(flags).unwrap(), "opaque");
        let form = server.request().form();
        assert_eq!(names(&form), ["grant_type", "assertion"]);
        assert_eq!(value(&form, "grant_type"), grant_type);
    }
}

#[test]
fn the_whole_answer_is_shown_as_json() {
    let server = OneAnswer::answers("200 OK", GOOD);
    let file = key_file("json", &server);
    let answer = exchange(["exchange", "--key-file", file.name(), "--json"]).unwrap();
    let shown: Value = serde_json::from_str(&answer).unwrap();
    assert_eq!(shown, serde_json::from_str::<Value>(GOOD).unwrap());
}

#[test]
fn an_error_is_one_line_without_the_assertion() {
    let server = OneAnswer::answers(
        "401 Unauthorized",
        r#"{"error":"invalid_client","error_description":"the key k1\nis\u001b[31m revoked"}"#,
    );
    let file = key_file("error", &server);
    let url = server.url("/oauth/token");
    let error = exchange(["exchange", "--key-file", file.name(), "--json"]).unwrap_err();
    assert_eq!(
        error.to_string(),
        format!("{url} answered 401, invalid_client: the key k1 is [31m revoked")
    );
}

#[test]
fn an_assertion_that_the_server_repeats_is_not_shown() {
    let secret = TempFile::new("repeat", "hunter2");
    let jwt = mint(["mint", "--secret-file", secret.name()]).unwrap();
    let body = format!(r#"{{"error":"invalid_grant","error_description":"what is {jwt}?"}}"#);
    let server = OneAnswer::answers("400 Bad Request", &body);
    let url = server.url("/");
    let error = exchange(["exchange", "--secret-file", secret.name(), "--token-url", &url]);
    let text = error.unwrap_err().to_string();
    assert!(text.ends_with("invalid_grant: what is [assertion]?"), "{text}");
}

#[test]
fn an_answer_that_is_no_oauth_error_is_reported_by_its_status() {
    let server = OneAnswer::answers("502 Bad Gateway", "<html>hunter2</html>");
    let file = key_file("gateway", &server);
    let text = exchange(["exchange", "--key-file", file.name()]).unwrap_err().to_string();
    assert!(text.ends_with(" answered 502, no OAuth error"), "{text}");
}

#[test]
fn an_answer_without_an_access_token_is_an_error() {
    for body in ["{}", "[]", "opaque", r#"{"access_token":null}"#] {
        let server = OneAnswer::answers("200 OK", body);
        let file = key_file("nothing", &server);
        let text = exchange(["exchange", "--key-file", file.name()]).unwrap_err().to_string();
        assert!(text.ends_with(" answered without an access token"), "{text}");
    }
}

#[test]
fn no_redirect_takes_an_assertion_elsewhere() {
    for code in [302, 307, 308] {
        let other = OneAnswer::answers("200 OK", GOOD);
        let status = format!("{code} Moved\r\nLocation: {}", other.url("/"));
        let server = OneAnswer::answers(&status, "");
        let file = key_file("redirect", &server);
        let text = exchange(["exchange", "--key-file", file.name()]).unwrap_err().to_string();
        assert!(text.ends_with(&format!(" answered {code}, no OAuth error")), "{text}");
    }
}

#[test]
fn a_server_that_is_not_there_is_named() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let secret = TempFile::new("away", "hunter2");
    let url = format!("http://{free}/token?key=hunter3");
    let error = exchange(["exchange", "--secret-file", secret.name(), "--token-url", &url]);
    let text = error.unwrap_err().to_string();
    assert!(text.starts_with(&format!("no answer from http://{free}/token: ")), "{text}");
    assert!(!text.contains("hunter"), "{text}");
}

#[test]
fn without_a_token_url_the_jwt_itself_is_the_result() {
    let secret = TempFile::new("itself", "hunter2");
    let flags = ["exchange", "--secret-file", secret.name(), "--issuer=me"];
    let jwt = exchange(flags).unwrap();
    assert_eq!(jwt, mint(["mint", "--secret-file", secret.name(), "--issuer=me"]).unwrap());
    let text = exchange(["exchange", "--secret-file", secret.name(), "--json"]).unwrap_err();
    assert!(text.to_string().starts_with("--json shows the answer of a token URL"));
}

#[test]
fn a_settings_file_says_where_and_how() {
    let server = OneAnswer::answers("200 OK", GOOD);
    let config = TempFile::new(
        "where",
        &format!(
            "secret = 'hunter2'\nissuer = 'me'\nsubject = 'you'\ntoken_url = '{}'\n\
             grant_type = '{JWT_BEARER}'\nscope = 'read'\nresource = ['https://a.example']\n",
            server.url("/t")
        ),
    );
    let flags = ["exchange", "--config", config.name(), "--scope=write"];
    assert_eq!(exchange(flags).unwrap(), "opaque");
    let form = server.request().form();
    assert_eq!(names(&form), ["grant_type", "assertion", "scope", "resource"]);
    assert_eq!(value(&form, "scope"), "write");
    assert_eq!(decode(value(&form, "assertion")).1["sub"], "you");
}
