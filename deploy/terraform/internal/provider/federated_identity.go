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
	address: "PROJECT_SLUG/APPLICATION_NAME/EXTERNAL_ID",
	keys:    [][]string{{"application_id", "external_id"}},
	schema: schema.Schema{
		MarkdownDescription: "A federated identity: tokens of a trusted issuer whose claims satisfy its rules stand " +
			"for the application. Needs `APPLICATIONS_WRITE`.",
		Attributes: map[string]schema.Attribute{
			"id":                idAttribute("fid"),
			"application_id":    reference("ID of the application that the tokens stand for."),
			"trusted_issuer_id": reference("ID of the issuer of the tokens, in the same project."),
			"name":              nameAttribute(),
			"external_id":       fixedExternalID(),
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
			"expires_at": end("End of the identity"),
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

	find: findFederatedIdentity,
	parse: func(ctx context.Context, api *client.Client, address string, model *federatedIdentity) error {
		owner, name, err := parseInApplication(ctx, api, address)
		model.ApplicationID, model.ExternalID = owner, types.StringValue(name)
		return err
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

func findFederatedIdentity(ctx context.Context, api *client.Client, model *federatedIdentity) (*client.FederatedIdentityFields, error) {
	owner, err := applicationOf(ctx, api, model.ApplicationID)
	if err != nil {
		return nil, err
	}
	return only(func(after *string) (*page[client.FederatedIdentityFields], error) {
		answer, err := client.FederatedIdentities(ctx, api, owner.Project.Slug, owner.Id, after)
		if err != nil || answer.Project == nil || answer.Project.Application == nil {
			return nil, err
		}
		list := answer.Project.Application.FederatedIdentities
		return &page[client.FederatedIdentityFields]{list.Nodes, list.PageInfo}, nil
	}, func(one *client.FederatedIdentityFields) bool {
		return model.ExternalID.Equal(optionalTextOf(one.ExternalId))
	})
}
