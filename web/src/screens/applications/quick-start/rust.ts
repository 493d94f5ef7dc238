import { algorithmName } from '../../../keys/words'
import { isRsa } from '../../../keys/pair'
import type { Snippet } from '../../../ui/Snippets'
import { ASSERTION_TYPE, SECRET_VARIABLE, blocks, lines, signs } from './sample'
import type { SampleValues } from './sample'

/** The sample in Rust, with reqwest, and jsonwebtoken where something is signed. */
export function rust(values: SampleValues): Snippet {
  const { method } = values
  return {
    language: 'rust',
    setup: lines(
      'cargo new sample && cd sample',
      'cargo add anyhow serde_json',
      'cargo add reqwest --no-default-features -F blocking,form,json,rustls',
      signs(method) && 'cargo add jsonwebtoken -F aws_lc_rs\ncargo add uuid -F v4',
    ),
    code: blocks(imports(values), constants(values), signs(method) && assertion(values), main(values)),
  }
}

function imports({ task, method, key }: SampleValues): string {
  const hasContext = task === 'token' || (method === 'PRIVATE_KEY_JWT' && !key.isPem)
  return lines(
    hasContext ? 'use anyhow::{Context as _, ensure};' : 'use anyhow::ensure;',
    signs(method) && 'use jsonwebtoken::{Algorithm, EncodingKey, Header, get_current_timestamp};',
    signs(method) ? 'use serde_json::{Value, json};' : 'use serde_json::Value;',
  )
}

function constants({ method, clientId, issuer, endpoint, key }: SampleValues): string {
  return lines(
    signs(method) && `const ISSUER: &str = "${issuer}";`,
    `const ENDPOINT: &str = "${endpoint}";`,
    `const CLIENT_ID: &str = "${clientId}";`,
    signs(method) && `const ASSERTION_TYPE: &str = "${ASSERTION_TYPE}";`,
    method === 'PRIVATE_KEY_JWT' && `const KEY_ID: &str = "${key.kid}";\nconst KEY_FILE: &str = "${key.file}";`,
  )
}

function assertion({ method, key }: SampleValues): string {
  const isKey = method === 'PRIVATE_KEY_JWT'
  return `/// A JWT that proves the application (RFC 7523 section 2.2), for one request.
fn client_assertion(${isKey ? '' : 'client_secret: &str'}) -> anyhow::Result<String> {
    let now = get_current_timestamp();
    let claims = json!({
        "iss": CLIENT_ID,
        "sub": CLIENT_ID,
        // The issuer and nothing else: whoever receives it can use it nowhere else.
        "aud": ISSUER,
        "iat": now,
        "exp": now + 60,
        // It counts once: whoever reads it on its way cannot send it again.
        "jti": uuid::Uuid::new_v4().to_string(),
    });
    let header = Header {
${isKey ? '        kid: Some(KEY_ID.to_owned()),\n' : ''}        // With this typ it authenticates a client, and can never be taken for a grant.
        typ: Some("client-authentication+jwt".to_owned()),
        ..Header::new(Algorithm::${isKey ? algorithmName(key.algorithm) : 'HS256'})
    };
${isKey ? readKey(key) : '    let key = EncodingKey::from_secret(client_secret.as_bytes());'}
    Ok(jsonwebtoken::encode(&header, &claims, &key)?)
}`
}

function readKey({ algorithm, isPem }: SampleValues['key']): string {
  const family = isRsa(algorithm) ? 'rsa' : algorithm === 'EDDSA' ? 'ed' : 'ec'
  return isPem
    ? `    let key = EncodingKey::from_${family}_pem(&std::fs::read(KEY_FILE)?)?;`
    : `    let file: Value = serde_json::from_slice(&std::fs::read(KEY_FILE)?)?;
    let pem = file["key"].as_str().context("a key file without a key")?;
    let key = EncodingKey::from_${family}_pem(pem.as_bytes())?;`
}

function main({ task, method }: SampleValues): string {
  const isToken = task === 'token'
  const hasSecret = method !== 'PRIVATE_KEY_JWT'
  return `fn main() -> anyhow::Result<()> {
${lines(
  hasSecret && `    let client_secret = std::env::var("${SECRET_VARIABLE}")?;`,
  signs(method) && `    let assertion = client_assertion(${hasSecret ? '&client_secret' : ''})?;`,
  !isToken && '    // On stdin: arguments can be seen by the machine\'s other users.',
  !isToken && '    let token = std::io::read_to_string(std::io::stdin())?;',
  form(isToken ? '("grant_type", "client_credentials")' : '("token", token.trim())', method),
  CLIENT,
  method === 'CLIENT_SECRET_BASIC' ? SEND_WITH_SECRET : '    let answer = client.post(ENDPOINT).form(&form).send()?;',
  '    let status = answer.status();',
  '    let body: Value = answer.json()?;',
  !isToken && '    // No answer is no verdict: refuse the request, but do not call its token bad.',
  '    ensure!(status == 200, "{status}: {body}");',
  isToken && '    // Keep the token until expires_in is nearly over.',
  isToken ? PRINT_TOKEN : '    println!("{body:#}");',
  '    Ok(())',
)}
}`
}

function form(first: string, method: SampleValues['method']): string {
  if (method === 'CLIENT_SECRET_BASIC') return `    let form = [${first}];`
  return lines(
    `    let form = [\n        ${first},`,
    '        ("client_id", CLIENT_ID),',
    method === 'CLIENT_SECRET_POST' && '        ("client_secret", &client_secret),',
    signs(method) && '        ("client_assertion_type", ASSERTION_TYPE),',
    signs(method) && '        ("client_assertion", &assertion),',
    '    ];',
  )
}

const SEND_WITH_SECRET = `    let answer = client
        .post(ENDPOINT)
        .basic_auth(CLIENT_ID, Some(client_secret))
        .form(&form)
        .send()?;`

const PRINT_TOKEN = `    let token = body["access_token"]
        .as_str()
        .context("an answer without a token")?;
    println!("{token}");`

const CLIENT = `    // No redirect: nobody who can answer with one chooses where a proof goes.
    let client = reqwest::blocking::Client::builder()
        .timeout(std::time::Duration::from_secs(10))
        .redirect(reqwest::redirect::Policy::none())
        .build()?;`
