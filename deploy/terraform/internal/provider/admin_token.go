package provider

import (
	"context"
	"time"

	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

// adminToken is the ephemeral resource keyplane_admin_token.
type adminToken struct{ api *client.Client }

type adminTokenModel struct {
	LifetimeSeconds types.Int64  `tfsdk:"lifetime_seconds"`
	Token           types.String `tfsdk:"token"`
	ExpiresAt       types.String `tfsdk:"expires_at"`
}

func (own *adminToken) Metadata(_ context.Context, request ephemeral.MetadataRequest, response *ephemeral.MetadataResponse) {
	response.TypeName = request.ProviderTypeName + "_admin_token"
}

func (own *adminToken) Schema(_ context.Context, _ ephemeral.SchemaRequest, response *ephemeral.SchemaResponse) {
	response.Schema = schema.Schema{
		MarkdownDescription: "A token for the Admin API, signed by the provider's own admin key, with all of its " +
			"permissions. Nothing is sent to the server. It is in no state and in no plan.",
		Attributes: map[string]schema.Attribute{
			"lifetime_seconds": schema.Int64Attribute{
				MarkdownDescription: "Lifetime in seconds, 60 to 3600; default `300`.",
				Optional:            true,
				Validators:          []validator.Int64{int64validator.Between(60, 3_600)},
			},
			"token": schema.StringAttribute{
				MarkdownDescription: "The token, for `Authorization: Bearer`.",
				Computed:            true,
				Sensitive:           true,
			},
			"expires_at": schema.StringAttribute{
				MarkdownDescription: "End of the token, RFC 3339 in UTC.",
				Computed:            true,
			},
		},
	}
}

func (own *adminToken) Configure(_ context.Context, request ephemeral.ConfigureRequest, _ *ephemeral.ConfigureResponse) {
	own.api, _ = request.ProviderData.(*client.Client)
}

func (own *adminToken) Open(ctx context.Context, request ephemeral.OpenRequest, response *ephemeral.OpenResponse) {
	var model adminTokenModel
	response.Diagnostics.Append(request.Config.Get(ctx, &model)...)
	if response.Diagnostics.HasError() {
		return
	}

	lifetime := client.TokenLifetime
	if !model.LifetimeSeconds.IsNull() {
		lifetime = time.Duration(model.LifetimeSeconds.ValueInt64()) * time.Second
	}
	token, ends, err := own.api.KeyFile().AdminToken(time.Now(), lifetime)
	if err != nil {
		response.Diagnostics.AddError("Cannot sign an admin token", err.Error())
		return
	}

	model.Token = types.StringValue(token)
	model.ExpiresAt = types.StringValue(ends.UTC().Format(time.RFC3339))
	response.Diagnostics.Append(response.Result.Set(ctx, &model)...)
}
