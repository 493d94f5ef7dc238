import { algorithmName } from '../../../keys/words'
import type { Snippet } from '../../../ui/Snippets'
import { ASSERTION_TYPE, SECRET_VARIABLE, blocks, lines, signs } from './sample'
import type { SampleValues } from './sample'

/** The sample in Go, with lestrrat-go/jwx where something is signed. */
export function go(values: SampleValues): Snippet {
  const { method } = values
  return {
    language: 'go',
    setup: lines('go mod init sample', signs(method) && 'go get github.com/lestrrat-go/jwx/v3'),
    code: blocks(
      'package main',
      imports(values),
      constants(values),
      CLIENT,
      method === 'PRIVATE_KEY_JWT' && privateKey(values),
      signs(method) && assertion(values),
      main(values),
    ),
  }
}

const CLIENT = `// client follows no redirect: nobody who can answer with one chooses where a proof goes.
var client = &http.Client{
	Timeout: 10 * time.Second,
	CheckRedirect: func(*http.Request, []*http.Request) error {
		return http.ErrUseLastResponse
	},
}`

function imports({ task, method, key }: SampleValues): string {
  const isKey = method === 'PRIVATE_KEY_JWT'
  const standard = [
    signs(method) && 'crypto/rand',
    (task === 'token' || (isKey && !key.isPem)) && 'encoding/json',
    'fmt',
    'io',
    'log',
    'net/http',
    'net/url',
    'os',
    (method === 'CLIENT_SECRET_BASIC' || task === 'introspection') && 'strings',
    'time',
  ]
  const libraries = ['jwa', isKey && 'jwk', 'jws', 'jwt'].map(
    (name) => signs(method) && name !== false && `github.com/lestrrat-go/jwx/v3/${name}`,
  )
  const list = (names: (string | false)[]) => names.filter((name) => name !== false).map((name) => `\t"${name}"`)
  const own = list(standard).join('\n')
  const foreign = list(libraries).join('\n')
  return `import (\n${own}${foreign === '' ? '' : `\n\n${foreign}`}\n)`
}

function constants({ method, clientId, issuer, endpoint, key }: SampleValues): string {
  return lines(
    'const (',
    signs(method) && `\tissuer   = "${issuer}"`,
    `\tendpoint = "${endpoint}"`,
    `\tclientID = "${clientId}"`,
    method === 'PRIVATE_KEY_JWT' && `\tkeyID    = "${key.kid}"\n\tkeyFile  = "${key.file}"`,
    ')',
    method !== 'PRIVATE_KEY_JWT' && `\nvar clientSecret = os.Getenv("${SECRET_VARIABLE}")`,
  )
}

function privateKey({ key }: SampleValues): string {
  const read = `func privateKey() (jwk.Key, error) {
	content, err := os.ReadFile(keyFile)
	if err != nil {
		return nil, err
	}`
  return key.isPem
    ? `${read}
	return jwk.ParseKey(content, jwk.WithPEM(true))
}`
    : `${read}
	var file struct {
		Key string \`json:"key"\`
	}
	if err := json.Unmarshal(content, &file); err != nil {
		return nil, err
	}
	return jwk.ParseKey([]byte(file.Key), jwk.WithPEM(true))
}`
}

function assertion({ method, key }: SampleValues): string {
  const isKey = method === 'PRIVATE_KEY_JWT'
  return `// clientAssertion makes a JWT that proves the application (RFC 7523 section 2.2), for one request.
func clientAssertion() (string, error) {
	now := time.Now()
	claims, err := jwt.NewBuilder().
		Issuer(clientID).
		Subject(clientID).
		// The issuer and nothing else: whoever receives it can use it nowhere else.
		Audience([]string{issuer}).
		IssuedAt(now).
		Expiration(now.Add(time.Minute)).
		// It counts once: whoever reads it on its way cannot send it again.
		JwtID(rand.Text()).
		Build()
	if err != nil {
		return "", err
	}
${isKey ? SIGNING_KEY : ''}	headers := jws.NewHeaders()
${isKey ? KEY_ID : ''}	// With this typ it authenticates a client, and can never be taken for a grant.
	if err := headers.Set(jws.TypeKey, "client-authentication+jwt"); err != nil {
		return "", err
	}
	${isKey ? `algorithm := jwa.${algorithmName(key.algorithm)}()` : 'algorithm, key := jwa.HS256(), []byte(clientSecret)'}
	signing := jwt.WithKey(algorithm, key, jws.WithProtectedHeaders(headers))
	signed, err := jwt.Sign(claims, signing)
	return string(signed), err
}`
}

const SIGNING_KEY = `	key, err := privateKey()
	if err != nil {
		return "", err
	}
`

const KEY_ID = `	if err := headers.Set(jws.KeyIDKey, keyID); err != nil {
		return "", err
	}
`

function main(values: SampleValues): string {
  const { task, method } = values
  return `func main() {
${lines(
  signs(method) && `\tassertion, err := clientAssertion()\n${FAIL}`,
  task === 'introspection' &&
    `\t// On stdin: arguments can be seen by the machine's other users.\n\ttoken, err := io.ReadAll(os.Stdin)\n${FAIL}`,
  form(values),
  send(values),
  FAIL,
  '\tdefer answer.Body.Close()',
  '\tbody, err := io.ReadAll(io.LimitReader(answer.Body, 1<<20))',
  FAIL,
  task === 'introspection' && '\t// No answer is no verdict: refuse the request, but do not call its token bad.',
  '\tif answer.StatusCode != http.StatusOK {\n\t\tlog.Fatalf("%s: %s", answer.Status, body)\n\t}',
  task === 'introspection' && '\tfmt.Println(string(body))',
  task === 'token' && TOKEN,
)}
}`
}

const FAIL = '\tif err != nil {\n\t\tlog.Fatal(err)\n\t}'

const TOKEN = `	var result struct {
		AccessToken string \`json:"access_token"\`
	}
	if err := json.Unmarshal(body, &result); err != nil {
		log.Fatal(err)
	}
	// Keep the token until expires_in is nearly over.
	fmt.Println(result.AccessToken)`

function form({ task, method }: SampleValues): string {
  return lines(
    '\tform := url.Values{}',
    task === 'token'
      ? '\tform.Set("grant_type", "client_credentials")'
      : '\tform.Set("token", strings.TrimSpace(string(token)))',
    method !== 'CLIENT_SECRET_BASIC' && '\tform.Set("client_id", clientID)',
    method === 'CLIENT_SECRET_POST' && '\tform.Set("client_secret", clientSecret)',
    signs(method) && `\tform.Set("client_assertion_type", "${ASSERTION_TYPE}")`,
    signs(method) && '\tform.Set("client_assertion", assertion)',
  )
}

function send({ method }: SampleValues): string {
  if (method !== 'CLIENT_SECRET_BASIC') return '\tanswer, err := client.PostForm(endpoint, form)'
  return `	request, err := http.NewRequest(http.MethodPost, endpoint, strings.NewReader(form.Encode()))
${FAIL}
	request.Header.Set("Content-Type", "application/x-www-form-urlencoded")
	request.SetBasicAuth(clientID, clientSecret)
	answer, err := client.Do(request)`
}
