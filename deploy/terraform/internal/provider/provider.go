// Package provider describes Keyplane's projects, applications, APIs and what belongs to them to
// OpenTofu and Terraform. A file has one type of object; resource.go, data_source.go and lookup.go are
// what all of them share.
package provider

import (
	"context"
	"fmt"
	"net/url"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

// The environment variables that stand in for the settings, and the one that has the key itself.
const (
	envEndpoint    = "KEYPLANE_URL"
	envKey         = "KEYPLANE_ADMIN_KEY"
	envKeyFile     = "KEYPLANE_ADMIN_KEY_FILE"
	envAuthorities = "KEYPLANE_CA_FILE"
)

type keyplane struct{ version string }

type settings struct {
	Endpoint     types.String `tfsdk:"endpoint"`
	AdminKeyFile types.String `tfsdk:"admin_key_file"`
	CAFile       types.String `tfsdk:"ca_file"`
}

// New makes the provider of this version.
func New(version string) func() provider.Provider {
	return func() provider.Provider { return &keyplane{version} }
}

func (own *keyplane) Metadata(_ context.Context, _ provider.MetadataRequest, response *provider.MetadataResponse) {
	response.TypeName = "keyplane"
	response.Version = own.version
}

func (own *keyplane) Schema(_ context.Context, _ provider.SchemaRequest, response *provider.SchemaResponse) {
	response.Schema = schema.Schema{
		MarkdownDescription: "Manages projects, applications, public keys, APIs, grants, trusted issuers, " +
			"federated identities and webhooks of [Keyplane](https://github.com/keyplane/keyplane) " +
			"through its Admin API. The provider signs its own five-minute tokens with the key file of " +
			"an admin key. The key is never sent, and neither the key nor a token is in the state, in a " +
			"plan or in a log.",
		Attributes: map[string]schema.Attribute{
			"admin_key_file": schema.StringAttribute{
				MarkdownDescription: "Path of the key file of an admin key; default: the environment " +
					"variable `" + envKeyFile + "`. In its place, `" + envKey + "` may have the content of " +
					"the file. There is no attribute for the content, because a plan file would have it.",
				Optional: true,
			},
			"endpoint": schema.StringAttribute{
				MarkdownDescription: "URL of the server or of its Admin API, such as `https://keys.example.com` " +
					"or `https://keys.example.com/graphql`; default: the environment variable `" + envEndpoint +
					"`, then the URL in the key file.",
				Optional: true,
			},
			"ca_file": schema.StringAttribute{
				MarkdownDescription: "Path of a PEM file with the certificates that may sign the server's " +
					"certificate, and no others; default: the environment variable `" + envAuthorities +
					"`, then those of the machine.",
				Optional: true,
			},
		},
	}
}

func (own *keyplane) Configure(ctx context.Context, request provider.ConfigureRequest, response *provider.ConfigureResponse) {
	var given settings
	response.Diagnostics.Append(request.Config.Get(ctx, &given)...)
	for name, value := range map[string]types.String{
		"endpoint": given.Endpoint, "admin_key_file": given.AdminKeyFile, "ca_file": given.CAFile,
	} {
		if value.IsUnknown() {
			response.Diagnostics.AddAttributeError(path.Root(name), "The value is not known yet",
				"The provider needs it for the plan. Give a value that does not depend on a resource.")
		}
	}
	if response.Diagnostics.HasError() {
		return
	}

	ours := own.client(given, &response.Diagnostics)
	response.ResourceData = ours
	response.DataSourceData = ours
	response.EphemeralResourceData = ours
}

// client makes the client of the settings, or says what is wrong with them.
func (own *keyplane) client(given settings, problems *diag.Diagnostics) *client.Client {
	file, err := readAdminKey(given.AdminKeyFile)
	if err != nil {
		problems.AddAttributeError(path.Root("admin_key_file"), "The admin key cannot be used", err.Error())
		return nil
	}

	endpoint := setting(given.Endpoint, envEndpoint)
	if endpoint == "" {
		endpoint = file.Endpoint
	}
	wanted := client.Settings{KeyFile: file, Endpoint: adminAPI(endpoint, problems), Version: own.version}

	if name := setting(given.CAFile, envAuthorities); name != "" {
		if wanted.Authorities, err = os.ReadFile(name); err != nil {
			problems.AddAttributeError(path.Root("ca_file"), "The CA certificates cannot be read", err.Error())
			return nil
		}
	}
	made, err := client.New(wanted)
	if err != nil {
		problems.AddAttributeError(path.Root("ca_file"), "The CA certificates cannot be used", err.Error())
		return nil
	}
	return made
}

func readAdminKey(given types.String) (*client.KeyFile, error) {
	if text := os.Getenv(envKey); given.IsNull() && text != "" {
		file, err := client.ParseKeyFile([]byte(text), "admin")
		if err != nil {
			return nil, fmt.Errorf("%s: %w", envKey, err)
		}
		return file, nil
	}
	name := setting(given, envKeyFile)
	if name == "" {
		return nil, fmt.Errorf("no admin key was given: set admin_key_file, or %s to the path of the key "+
			"file, or %s to its content", envKeyFile, envKey)
	}
	return client.ReadKeyFile(name, "admin")
}

// adminAPI is the URL of the Admin API at an endpoint. It refuses what is no URL, and warns of one where
// others on the way can read the tokens.
func adminAPI(endpoint string, problems *diag.Diagnostics) string {
	at := path.Root("endpoint")
	address, err := url.Parse(endpoint)
	if err != nil || address.Host == "" || (address.Scheme != "https" && address.Scheme != "http") {
		problems.AddAttributeError(at, "The endpoint is not a URL",
			"Give the URL of the server, such as https://keys.example.com.")
		return endpoint
	}
	host := address.Hostname()
	if address.Scheme == "http" && host != "localhost" && host != "127.0.0.1" && host != "::1" {
		problems.AddAttributeWarning(at, "Tokens are sent without TLS",
			"Others on the way to "+address.Host+" can read the provider's tokens and use them for five "+
				"minutes. Use an https URL.")
	}
	if address.Path == "" || address.Path == "/" {
		return address.JoinPath("graphql").String()
	}
	return endpoint
}

func setting(given types.String, variable string) string {
	if given.IsNull() {
		return os.Getenv(variable)
	}
	return given.ValueString()
}

func (own *keyplane) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{
		newResource(protectedProjectKind),
		newResource(applicationKind),
		newResource(applicationKeyKind),
		newResource(apiKind),
		newResource(grantKind),
		newResource(trustedIssuerKind),
		newResource(federatedIdentityKind),
		newResource(webhookKind),
	}
}

func (own *keyplane) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		newDataSource(projectKind),
		newDataSource(applicationKind),
		newDataSource(applicationKeyKind),
		newDataSource(apiKind),
		newDataSource(grantKind),
		newDataSource(trustedIssuerKind),
		newDataSource(federatedIdentityKind),
		newDataSource(webhookKind),
	}
}

func (own *keyplane) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{
		func() ephemeral.EphemeralResource { return &adminToken{} },
		func() ephemeral.EphemeralResource { return &accessToken{} },
	}
}
