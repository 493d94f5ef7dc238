package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

// accessToken is the ephemeral resource keyplane_access_token.
type accessToken struct{ api *client.Client }

type accessTokenModel struct {
	KeyFile     types.String `tfsdk:"key_file"`
	Key         types.String `tfsdk:"key"`
	Algorithm   types.String `tfsdk:"algorithm"`
	Scope       types.String `tfsdk:"scope"`
	Resource    types.String `tfsdk:"resource"`
	AccessToken types.String `tfsdk:"access_token"`
	TokenType   types.String `tfsdk:"token_type"`
	ExpiresAt   types.String `tfsdk:"expires_at"`
}

func (own *accessToken) Metadata(_ context.Context, request ephemeral.MetadataRequest, response *ephemeral.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_access_token"
}

func (own *accessToken) Schema(_ context.Context, _ ephemeral.SchemaRequest, response *ephemeral.SchemaResponse) {
	response.Schema = schema.Schema{
		MarkdownDescription: "An access token of an application, which proves itself with its key " +
			"(`private_key_jwt`). It is in no state and in no plan.",
		Attributes: map[string]schema.Attribute{
			"key_file": schema.StringAttribute{
				MarkdownDescription: "Path of the application's key file; or `key`.",
				Optional:            true,
				Validators:          []validator.String{stringvalidator.ExactlyOneOf(path.MatchRoot("key"))},
			},
			"key": schema.StringAttribute{
				MarkdownDescription: "Content of the key file, from another ephemeral value.",
				Optional:            true,
				Sensitive:           true,
			},
			"algorithm": schema.StringAttribute{
				MarkdownDescription: "Algorithm that signs the assertion, such as `PS256`; default: `RS256`, `ES256`, " +
					"`ES384` or `EdDSA`, by the type of the key.",
				Optional:   true,
				Validators: oneOf([]string{"RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "EdDSA"}),
			},
			"scope": schema.StringAttribute{
				MarkdownDescription: "Scopes, with blanks between them; null for none.",
				Optional:            true,
			},
			"resource": schema.StringAttribute{
				MarkdownDescription: "Identifier of the API that the token is for (RFC 8707); null for the " +
					"application's default.",
				Optional: true,
			},
			"access_token": schema.StringAttribute{
				MarkdownDescription: "The access token.",
				Computed:            true,
				Sensitive:           true,
			},
			"token_type": schema.StringAttribute{
				MarkdownDescription: "Type of the token, `Bearer`.",
				Computed:            true,
			},
			"expires_at": schema.StringAttribute{
				MarkdownDescription: "End of the token, RFC 3339 in UTC.",
				Computed:            true,
			},
		},
	}
}

func (own *accessToken) Configure(_ context.Context, request ephemeral.ConfigureRequest, _ *ephemeral.ConfigureResponse) {
	own.api, _ = request.ProviderData.(*client.Client)
}

func (own *accessToken) Open(ctx context.Context, request ephemeral.OpenRequest, response *ephemeral.OpenResponse) {
	var model accessTokenModel
	response.Diagnostics.Append(request.Config.Get(ctx, &model)...)
	if response.Diagnostics.HasError() {
		return
	}
	file, err := model.keyFile()
	if err != nil {
		response.Diagnostics.AddAttributeError(path.Root("key_file"), "The key cannot be used", err.Error())
		return
	}

	token, err := own.api.AccessToken(ctx, client.AccessTokenRequest{
		KeyFile:   file,
		Algorithm: model.Algorithm.ValueString(),
		Scope:     model.Scope.ValueString(),
		Resource:  model.Resource.ValueString(),
	})
	if err != nil {
		response.Diagnostics.AddError("Cannot get an access token", err.Error())
		return
	}

	model.AccessToken = types.StringValue(token.Text)
	model.TokenType = types.StringValue(token.Type)
	model.ExpiresAt = types.StringValue(token.Ends.UTC().Format(time.RFC3339))
	response.Diagnostics.Append(response.Result.Set(ctx, &model)...)
}

func (model *accessTokenModel) keyFile() (*client.KeyFile, error) {
	if model.KeyFile.IsNull() {
		return client.ParseKeyFile([]byte(model.Key.ValueString()), "application")
	}
	return client.ReadKeyFile(model.KeyFile.ValueString(), "application")
}
