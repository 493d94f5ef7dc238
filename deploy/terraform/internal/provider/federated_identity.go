package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

type federatedIdentity struct {
	ID              types.String `tfsdk:"id"`
	ApplicationID   types.String `tfsdk:"application_id"`
	TrustedIssuerID types.String `tfsdk:"trusted_issuer_id"`
	Name            types.String `tfsdk:"name"`
	ExternalID      types.String `tfsdk:"external_id"`
	Rules           []claimRule  `tfsdk:"rules"`
	Enabled         types.Bool   `tfsdk:"enabled"`
	ExpiresAt       types.String `tfsdk:"expires_at"`
	CreatedAt       types.String `tfsdk:"created_at"`
}

type claimRule struct {
	Claim  types.String `tfsdk:"claim"`
	Match  types.String `tfsdk:"match"`
	Values types.List   `tfsdk:"values"`
}

var federatedIdentityKind = &kind[federatedIdentity, client.FederatedIdentityFields]{
	name:    "federated_identity",
	prefix:  "fid",
	address: "PROJECT_SLUG/EXTERNAL_ID",
	keys:    [][]string{{"application_id", "external_id"}},
	schema: schema.Schema{
		MarkdownDescription: "A federated identity: tokens of a trusted issuer whose claims satisfy its rules stand " +
			"for the application. Needs `APPLICATIONS_WRITE`.",
		Attributes: map[string]schema.Attribute{
			"id":                idAttribute("fid"),
			"application_id":    reference("ID of the application that the tokens stand for."),
			"trusted_issuer_id": reference("ID of the issuer of the tokens, in the same project."),
			"name":              nameAttribute(),
			"external_id":       externalID(),
			"rules": schema.ListNestedAttribute{
				MarkdownDescription: "Rules that the claims of a token must all satisfy, 1 to 16. At least one must " +
					"identify the workload.",
				Required:   true,
				Validators: []validator.List{listvalidator.SizeBetween(1, 16)},
				NestedObject: schema.NestedAttributeObject{Attributes: map[string]schema.Attribute{
					"claim": schema.StringAttribute{
						MarkdownDescription: "Name of the claim, or a JSON Pointer (RFC 6901), which begins with `/`.",
						Required:            true,
					},
					"match": schema.StringAttribute{
						MarkdownDescription: "How the claim is compared with the values: " + names(client.AllClaimMatch) + ".",
						Required:            true,
						Validators:          oneOf(client.AllClaimMatch),
					},
					"values": schema.ListAttribute{
						MarkdownDescription: "Values: one, or with `ONE_OF` up to 64.",
						ElementType:         types.StringType,
						Required:            true,
						Validators:          []validator.List{listvalidator.SizeBetween(1, 64)},
					},
				}},
			},
			"enabled": enabledAttribute("Whether tokens stand for the application. Access tokens that were issued " +
				"through a disabled identity are inactive"),
			"expires_at": end("End of the identity, not after the end of the admin key"),
			"created_at": createdAt(),
		},
	},
	id:   func(model *federatedIdentity) *types.String { return &model.ID },
	fill: (*federatedIdentity).fill,
	pick: func(node client.NodeNode) *client.FederatedIdentityFields {
		if found, ok := node.(*client.NodeNodeFederatedIdentity); ok {
			return &found.FederatedIdentityFields
		}
		return nil
	},

	create: createFederatedIdentity,
	update: updateFederatedIdentity,
	delete: func(ctx context.Context, api *client.Client, model *federatedIdentity) error {
		_, err := client.DeleteFederatedIdentity(ctx, api, client.DeleteFederatedIdentityInput{
			FederatedIdentityId: model.ID.ValueString(),
		})
		return err
	},

	find: func(ctx context.Context, api *client.Client, model *federatedIdentity) (*client.FederatedIdentityFields, error) {
		owner, err := applicationOf(ctx, api, model.ApplicationID)
		if err != nil {
			return nil, err
		}
		found, err := identityAt(ctx, api, owner.Project.Slug, model.ExternalID.ValueString())
		if err != nil || found == nil || found.Application.Id != owner.Id {
			return nil, err
		}
		return found, nil
	},
	at: func(ctx context.Context, api *client.Client, address string) (*client.FederatedIdentityFields, error) {
		slug, name, err := inProject(address)
		if err != nil {
			return nil, err
		}
		return identityAt(ctx, api, slug, name)
	},
}

func createFederatedIdentity(ctx context.Context, api *client.Client, model *federatedIdentity) (*client.FederatedIdentityFields, error) {
	answer, err := client.CreateFederatedIdentity(ctx, api, client.CreateFederatedIdentityInput{
		ApplicationId:   model.ApplicationID.ValueString(),
		TrustedIssuerId: model.TrustedIssuerID.ValueString(),
		Name:            model.Name.ValueString(),
		ExternalId:      optionalText[string](model.ExternalID),
		Rules:           model.rules(),
		ExpiresAt:       optionalText[string](model.ExpiresAt),
	})
	if err != nil {
		return nil, err
	}
	made := &answer.CreateFederatedIdentity.FederatedIdentity
	if model.Enabled.ValueBool() {
		return made, nil
	}

	// A new identity is enabled; only a change can disable it.
	model.ID = types.StringValue(made.Id)
	changed, err := updateFederatedIdentity(ctx, api, model)
	if err != nil {
		return made, err
	}
	return changed, nil
}

func updateFederatedIdentity(ctx context.Context, api *client.Client, model *federatedIdentity) (*client.FederatedIdentityFields, error) {
	answer, err := client.UpdateFederatedIdentity(ctx, api, client.UpdateFederatedIdentityInput{
		FederatedIdentityId: model.ID.ValueString(),
		ExternalId:          optionalText[string](model.ExternalID),
		Name:                optionalText[string](model.Name),
		Rules:               model.rules(),
		Enabled:             optionalBool(model.Enabled),
		ExpiresAt:           optionalText[string](model.ExpiresAt),
	})
	if err != nil {
		return nil, err
	}
	return &answer.UpdateFederatedIdentity.FederatedIdentity, nil
}

func (model *federatedIdentity) rules() []client.ClaimRuleInput {
	var rules []client.ClaimRuleInput
	for _, rule := range model.Rules {
		rules = append(rules, client.ClaimRuleInput{
			Claim:  rule.Claim.ValueString(),
			Match:  text[client.ClaimMatch](rule.Match),
			Values: texts[string](rule.Values),
		})
	}
	return rules
}

func (model *federatedIdentity) fill(from *client.FederatedIdentityFields) {
	model.ID = textOf(from.Id)
	model.ApplicationID = textOf(from.Application.Id)
	model.TrustedIssuerID = textOf(from.TrustedIssuer.Id)
	model.Name = textOf(from.Name)
	model.ExternalID = optionalTextOf(from.ExternalId)
	model.Rules = nil
	for _, rule := range from.Rules {
		model.Rules = append(model.Rules, claimRule{textOf(rule.Claim), textOf(rule.Match), listOf(rule.Values)})
	}
	model.Enabled = types.BoolValue(from.Enabled)
	model.ExpiresAt = keep(model.ExpiresAt, from.ExpiresAt, sameTime)
	model.CreatedAt = textOf(from.CreatedAt)
}

// identityAt is the identity with this external ID in the project with this slug.
func identityAt(ctx context.Context, api *client.Client, slug, externalID string) (*client.FederatedIdentityFields, error) {
	return only(func(after *string) (*page[client.FederatedIdentityFields], error) {
		answer, err := client.FederatedIdentities(ctx, api, slug, &externalID, after)
		if err != nil || answer.Project == nil {
			return nil, err
		}
		list := answer.Project.FederatedIdentities
		return &page[client.FederatedIdentityFields]{list.Nodes, list.PageInfo}, nil
	}, func(*client.FederatedIdentityFields) bool { return true })
}
