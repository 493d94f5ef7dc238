package provider

import (
	"context"
	"encoding/json"

	"github.com/hashicorp/terraform-plugin-framework-validators/setvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/setplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

type trustedIssuer struct {
	ID                   types.String `tfsdk:"id"`
	ProjectID            types.String `tfsdk:"project_id"`
	Name                 types.String `tfsdk:"name"`
	ExternalID           types.String `tfsdk:"external_id"`
	Preset               types.String `tfsdk:"preset"`
	Issuer               types.String `tfsdk:"issuer"`
	TrustDomain          types.String `tfsdk:"trust_domain"`
	KeySource            types.String `tfsdk:"key_source"`
	DiscoveryURL         types.String `tfsdk:"discovery_url"`
	JWKSURI              types.String `tfsdk:"jwks_uri"`
	JWKS                 types.String `tfsdk:"jwks"`
	CACertificate        types.String `tfsdk:"ca_certificate"`
	Algorithms           types.Set    `tfsdk:"algorithms"`
	Audience             types.String `tfsdk:"audience"`
	AllowSharedAudience  types.Bool   `tfsdk:"allow_shared_audience"`
	SharedAudienceReason types.String `tfsdk:"shared_audience_reason"`
	SingleUse            types.Bool   `tfsdk:"single_use"`
	MaxAgeSeconds        types.Int64  `tfsdk:"max_age_seconds"`
	Enabled              types.Bool   `tfsdk:"enabled"`
	ExpiresAt            types.String `tfsdk:"expires_at"`
	CreatedAt            types.String `tfsdk:"created_at"`
}

var trustedIssuerKind = &kind[trustedIssuer, client.TrustedIssuerFields]{
	name:       "trusted_issuer",
	prefix:     "tis",
	address:    "PROJECT_SLUG/EXTERNAL_ID",
	keys:       [][]string{{"project_id", "external_id"}, {"project_id", "issuer"}},
	attributes: map[string]string{"reason": "shared_audience_reason"},
	schema: schema.Schema{
		MarkdownDescription: "A trusted issuer: its tokens stand for applications of the project, as far as " +
			"federated identities say. Needs `APPLICATIONS_WRITE`. One on which federated identities stand " +
			"cannot be deleted (`PRECONDITION_FAILED`): delete these first.",
		Attributes: trustedIssuerAttributes(),
	},
	id:   func(model *trustedIssuer) *types.String { return &model.ID },
	fill: (*trustedIssuer).fill,
	pick: func(node client.NodeNode) *client.TrustedIssuerFields {
		if found, ok := node.(*client.NodeNodeTrustedIssuer); ok {
			return &found.TrustedIssuerFields
		}
		return nil
	},

	create: createTrustedIssuer,
	update: updateTrustedIssuer,
	delete: func(ctx context.Context, api *client.Client, model *trustedIssuer) error {
		_, err := client.DeleteTrustedIssuer(ctx, api, client.DeleteTrustedIssuerInput{
			TrustedIssuerId: model.ID.ValueString(),
		})
		return err
	},

	find: func(ctx context.Context, api *client.Client, model *trustedIssuer) (*client.TrustedIssuerFields, error) {
		slug, err := projectSlug(ctx, api, model.ProjectID)
		if err != nil {
			return nil, err
		}
		return searchIssuers(ctx, api, slug, optionalText[string](model.ExternalID), model.Issuer)
	},
	at: func(ctx context.Context, api *client.Client, address string) (*client.TrustedIssuerFields, error) {
		slug, name, err := inProject(address)
		if err != nil {
			return nil, err
		}
		return searchIssuers(ctx, api, slug, &name, types.StringNull())
	},
}

func trustedIssuerAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		"id":          idAttribute("tis"),
		"project_id":  reference("ID of the project that trusts the issuer."),
		"name":        nameAttribute(),
		"external_id": externalID(),
		"preset": fixed("Name of the preset that the issuer is one of, such as `gitlab-ci`; needed only for an " +
			"issuer whose `iss` does not tell it"),
		"issuer": schema.StringAttribute{
			MarkdownDescription: "`iss` of its tokens, compared byte for byte; or `trust_domain`. Another value " +
				"replaces the issuer.",
			Optional:      true,
			Validators:    []validator.String{stringvalidator.ExactlyOneOf(path.MatchRoot("trust_domain"))},
			PlanModifiers: replaces,
		},
		"trust_domain": fixed("SPIFFE trust domain, such as `example.org`"),
		"key_source": func() schema.StringAttribute {
			attribute := choice("Where its keys are; another value replaces the issuer", client.AllIssuerKeySource,
				client.IssuerKeySourceDiscovery)
			attribute.PlanModifiers = replaces
			return attribute
		}(),
		"discovery_url": optional("URL of its discovery document; null for the one below `issuer`."),
		"jwks_uri":      optional("URL of its JWKS, or of the bundle of the trust domain; for `JWKS_URL`."),
		"jwks": schema.StringAttribute{
			MarkdownDescription: "JWKS or SPIFFE bundle with public keys, JSON of at most 32 KiB; for `JWKS`.",
			Optional:            true,
			Validators:          []validator.String{isJSON{}, withoutPrivateKey{}},
			PlanModifiers:       []planmodifier.String{planEquivalent{same: sameJSON}},
		},
		"ca_certificate": schema.StringAttribute{
			MarkdownDescription: "Certificates in PEM, the only ones that may sign the certificate of the server " +
				"with the keys; null for those of the machine.",
			Optional:   true,
			Validators: []validator.String{withoutPrivateKey{}},
		},
		"algorithms": schema.SetAttribute{
			MarkdownDescription: "Algorithms that its tokens may be signed with: " + names(client.AllKeyAlgorithm) +
				"; default: those of the platform, or all.",
			ElementType:   types.StringType,
			Optional:      true,
			Computed:      true,
			Validators:    []validator.Set{setvalidator.ValueStringsAre(oneOf(client.AllKeyAlgorithm)...)},
			PlanModifiers: []planmodifier.Set{setplanmodifier.UseStateForUnknown()},
		},
		"audience": schema.StringAttribute{
			MarkdownDescription: "The one `aud` that its tokens must have, 1 to 512 printable ASCII characters; " +
				"default: the project's issuer URL.",
			Optional:      true,
			Computed:      true,
			PlanModifiers: stable,
		},
		"allow_shared_audience": flag("Whether `audience` may be one that other parties are known to accept too; "+
			"needs a `shared_audience_reason`", false),
		"shared_audience_reason": schema.StringAttribute{
			MarkdownDescription: "Why `allow_shared_audience` is set, 1 to 500 characters; it is in the audit log.",
			Optional:            true,
			Validators:          []validator.String{stringvalidator.AlsoRequires(path.MatchRoot("allow_shared_audience"))},
		},
		"single_use":      flag("Whether each token is accepted once only, by its `jti`", false),
		"max_age_seconds": number("Maximum age of its tokens in seconds", 60, 86_400, 3_600),
		"enabled": enabledAttribute("Whether its tokens are accepted. Access tokens that were issued for tokens of " +
			"a disabled issuer are inactive"),
		"expires_at": end("End of the trust, not after the end of the admin key"),
		"created_at": createdAt(),
	}
}

func createTrustedIssuer(ctx context.Context, api *client.Client, model *trustedIssuer) (*client.TrustedIssuerFields, error) {
	answer, err := client.CreateTrustedIssuer(ctx, api, client.CreateTrustedIssuerInput{
		ProjectId:           model.ProjectID.ValueString(),
		Name:                model.Name.ValueString(),
		ExternalId:          optionalText[string](model.ExternalID),
		Preset:              optionalText[string](model.Preset),
		Issuer:              optionalText[string](model.Issuer),
		TrustDomain:         optionalText[string](model.TrustDomain),
		KeySource:           optionalText[client.IssuerKeySource](model.KeySource),
		DiscoveryUrl:        optionalText[string](model.DiscoveryURL),
		JwksUri:             optionalText[string](model.JWKSURI),
		Jwks:                model.jwks(),
		CaCertificate:       optionalText[string](model.CACertificate),
		Algorithms:          texts[client.KeyAlgorithm](model.Algorithms),
		Audience:            optionalText[string](model.Audience),
		AllowSharedAudience: optionalBool(model.AllowSharedAudience),
		Reason:              optionalText[string](model.SharedAudienceReason),
		SingleUse:           optionalBool(model.SingleUse),
		MaxAgeSeconds:       optionalNumber(model.MaxAgeSeconds),
		ExpiresAt:           optionalText[string](model.ExpiresAt),
	})
	if err != nil {
		return nil, err
	}
	made := &answer.CreateTrustedIssuer.TrustedIssuer
	if model.Enabled.ValueBool() {
		return made, nil
	}

	// A new issuer is enabled; only a change can disable it.
	model.ID = types.StringValue(made.Id)
	changed, err := updateTrustedIssuer(ctx, api, model)
	if err != nil {
		return made, err
	}
	return changed, nil
}

func updateTrustedIssuer(ctx context.Context, api *client.Client, model *trustedIssuer) (*client.TrustedIssuerFields, error) {
	answer, err := client.UpdateTrustedIssuer(ctx, api, client.UpdateTrustedIssuerInput{
		TrustedIssuerId:     model.ID.ValueString(),
		ExternalId:          optionalText[string](model.ExternalID),
		Name:                optionalText[string](model.Name),
		DiscoveryUrl:        optionalText[string](model.DiscoveryURL),
		JwksUri:             optionalText[string](model.JWKSURI),
		Jwks:                model.jwks(),
		CaCertificate:       optionalText[string](model.CACertificate),
		Algorithms:          texts[client.KeyAlgorithm](model.Algorithms),
		Audience:            optionalText[string](model.Audience),
		AllowSharedAudience: optionalBool(model.AllowSharedAudience),
		Reason:              optionalText[string](model.SharedAudienceReason),
		SingleUse:           optionalBool(model.SingleUse),
		MaxAgeSeconds:       optionalNumber(model.MaxAgeSeconds),
		Enabled:             optionalBool(model.Enabled),
		ExpiresAt:           optionalText[string](model.ExpiresAt),
	})
	if err != nil {
		return nil, err
	}
	return &answer.UpdateTrustedIssuer.TrustedIssuer, nil
}

func (model *trustedIssuer) jwks() *json.RawMessage {
	if model.JWKS.IsNull() || model.JWKS.IsUnknown() {
		return nil
	}
	text := json.RawMessage(model.JWKS.ValueString())
	return &text
}

func (model *trustedIssuer) fill(from *client.TrustedIssuerFields) {
	var jwks *string
	if from.Jwks != nil {
		text := string(*from.Jwks)
		jwks = &text
	}

	model.ID = textOf(from.Id)
	model.ProjectID = textOf(from.Project.Id)
	model.Name = textOf(from.Name)
	model.ExternalID = optionalTextOf(from.ExternalId)
	model.Preset = optionalTextOf(from.Preset)
	model.Issuer = optionalTextOf(from.Issuer)
	model.TrustDomain = optionalTextOf(from.TrustDomain)
	model.KeySource = textOf(from.KeySource)
	model.DiscoveryURL = optionalTextOf(from.DiscoveryUrl)
	model.JWKSURI = optionalTextOf(from.JwksUri)
	model.JWKS = keep(model.JWKS, jwks, sameJSON)
	model.CACertificate = optionalTextOf(from.CaCertificate)
	model.Algorithms = setOf(from.Algorithms)
	model.Audience = textOf(from.Audience)
	model.AllowSharedAudience = types.BoolValue(from.AllowSharedAudience)
	model.SharedAudienceReason = optionalTextOf(from.SharedAudienceReason)
	model.SingleUse = types.BoolValue(from.SingleUse)
	model.MaxAgeSeconds = numberOf(from.MaxAgeSeconds)
	model.Enabled = types.BoolValue(from.Enabled)
	model.ExpiresAt = keep(model.ExpiresAt, from.ExpiresAt, sameTime)
	model.CreatedAt = textOf(from.CreatedAt)
}

// searchIssuers is the issuer of a project with this external ID or `iss`, as far as these are given.
func searchIssuers(ctx context.Context, api *client.Client, slug string, externalID *string, issuer types.String) (*client.TrustedIssuerFields, error) {
	return only(func(after *string) (*page[client.TrustedIssuerFields], error) {
		answer, err := client.TrustedIssuers(ctx, api, slug, externalID, after)
		if err != nil || answer.Project == nil {
			return nil, err
		}
		list := answer.Project.TrustedIssuers
		return &page[client.TrustedIssuerFields]{list.Nodes, list.PageInfo}, nil
	}, func(one *client.TrustedIssuerFields) bool {
		return issuer.IsNull() || issuer.Equal(optionalTextOf(one.Issuer))
	})
}
