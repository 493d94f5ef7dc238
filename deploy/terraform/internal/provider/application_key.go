package provider

import (
	"context"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"

	"github.com/keyplane/keyplane/deploy/terraform/internal/client"
)

type applicationKey struct {
	ID                   types.String `tfsdk:"id"`
	ApplicationID        types.String `tfsdk:"application_id"`
	ExternalID           types.String `tfsdk:"external_id"`
	Name                 types.String `tfsdk:"name"`
	PublicKey            types.String `tfsdk:"public_key"`
	Algorithm            types.String `tfsdk:"algorithm"`
	AdditionalAlgorithms types.Set    `tfsdk:"additional_algorithms"`
	KID                  types.String `tfsdk:"kid"`
	ExpiresAt            types.String `tfsdk:"expires_at"`
	State                types.String `tfsdk:"state"`
	Thumbprint           types.String `tfsdk:"thumbprint"`
	CreatedAt            types.String `tfsdk:"created_at"`
}

// revocationReason is what the audit log says of a destroyed key.
const revocationReason = "The resource keyplane_application_key was destroyed."

// replacesIfGiven is for values that the server chooses unless they are given, and that never change.
var replacesIfGiven = []planmodifier.String{
	stringplanmodifier.UseStateForUnknown(), stringplanmodifier.RequiresReplaceIfConfigured(),
}

var applicationKeyKind = &kind[applicationKey, client.KeyFields]{
	name:    "application_key",
	prefix:  "key",
	address: "PROJECT_SLUG/APPLICATION_EXTERNAL_ID/KID",
	keys:    [][]string{{"application_id", "kid"}},
	schema: schema.Schema{
		MarkdownDescription: "The public half of an application's key. The private half is made where it is used " +
			"and never reaches the provider; a private key in `public_key` is refused before it could be in " +
			"the state. Needs `KEYS_WRITE`.\n\n" +
			"A destroy revokes the key, and what it signed is refused at once. A revoked kid or public key is " +
			"never accepted again. For a rotation without a gap, add the new key as a second resource, move " +
			"the application to it, and remove the old resource.",
		Attributes: map[string]schema.Attribute{
			"id":             idAttribute("key"),
			"application_id": reference("ID of the application."),
			"external_id":    externalID(),
			"name":           nameAttribute(),
			"public_key": schema.StringAttribute{
				MarkdownDescription: "Public key: SPKI, PKCS#1, certificate or CSR in PEM, or a JWK. Another key " +
					"replaces the resource; another form of the same key changes nothing.",
				Required:      true,
				Validators:    []validator.String{withoutPrivateKey{}},
				PlanModifiers: []planmodifier.String{planEquivalent{same: samePublicKey, replace: true}},
			},
			"algorithm": schema.StringAttribute{
				MarkdownDescription: "Algorithm: " + names(client.AllKeyAlgorithm) + "; default: the `alg` of the " +
					"JWK, else the algorithm that fits the key. Another value replaces the resource.",
				Optional:      true,
				Computed:      true,
				Validators:    oneOf(client.AllKeyAlgorithm),
				PlanModifiers: replacesIfGiven,
			},
			"additional_algorithms": choices("Further algorithms of an RSA key", rsaAlgorithms()),
			"kid": schema.StringAttribute{
				MarkdownDescription: "Key ID, 1 to 128 letters, digits and `.`, `_`, `~`, `-`; default: the `kid` " +
					"of the JWK, else the RFC 7638 thumbprint. Another value replaces the resource.",
				Optional:      true,
				Computed:      true,
				PlanModifiers: replacesIfGiven,
			},
			"expires_at": end("Time at which the key expires"),
			"state":      given("State of the key: " + names(client.AllKeyState) + "."),
			"thumbprint": given("JWK thumbprint (RFC 7638), SHA-256, base64url."),
			"created_at": createdAt(),
		},
	},
	id:   func(model *applicationKey) *types.String { return &model.ID },
	fill: (*applicationKey).fill,
	pick: pickApplicationKey,
	// A revoked key never comes back. An expired one came to its end as described.
	gone: func(key *client.KeyFields) bool { return key.State == client.KeyStateRevoked },

	create: func(ctx context.Context, api *client.Client, model *applicationKey) (*client.KeyFields, error) {
		answer, err := client.ImportApplicationKey(ctx, api, client.ImportApplicationKeyInput{
			ApplicationId:        model.ApplicationID.ValueString(),
			Name:                 model.Name.ValueString(),
			ExternalId:           optionalText[string](model.ExternalID),
			PublicKey:            model.PublicKey.ValueString(),
			Algorithm:            optionalText[client.KeyAlgorithm](model.Algorithm),
			AdditionalAlgorithms: texts[client.KeyAlgorithm](model.AdditionalAlgorithms),
			Kid:                  optionalText[string](model.KID),
			ExpiresAt:            optionalText[string](model.ExpiresAt),
		})
		if err != nil {
			return nil, err
		}
		return &answer.ImportApplicationKey.Key, nil
	},
	update: func(ctx context.Context, api *client.Client, model *applicationKey) (*client.KeyFields, error) {
		answer, err := client.UpdateKey(ctx, api, client.UpdateKeyInput{
			KeyId:                model.ID.ValueString(),
			Name:                 optionalText[string](model.Name),
			ExternalId:           optionalText[string](model.ExternalID),
			ExpiresAt:            optionalText[string](model.ExpiresAt),
			AdditionalAlgorithms: someTexts[client.KeyAlgorithm](model.AdditionalAlgorithms),
		})
		if err != nil {
			return nil, err
		}
		return &answer.UpdateKey.Key, nil
	},
	delete: func(ctx context.Context, api *client.Client, model *applicationKey) error {
		_, err := client.RevokeKey(ctx, api, client.RevokeKeyInput{
			KeyId: model.ID.ValueString(), Reason: revocationReason,
		})
		if client.Is(err, "PRECONDITION_FAILED") {
			return unlessEnded(ctx, api, model.ID.ValueString(), err)
		}
		return err
	},

	find: func(ctx context.Context, api *client.Client, model *applicationKey) (*client.KeyFields, error) {
		owner, err := applicationOf(ctx, api, model.ApplicationID)
		if err != nil {
			return nil, err
		}
		return keyOf(ctx, api, owner, model.KID.ValueString())
	},
	at: func(ctx context.Context, api *client.Client, address string) (*client.KeyFields, error) {
		owner, kid, err := inApplication(ctx, api, address)
		if err != nil {
			return nil, err
		}
		return keyOf(ctx, api, owner, kid)
	},
}

func rsaAlgorithms() []client.KeyAlgorithm {
	var all []client.KeyAlgorithm
	for _, algorithm := range client.AllKeyAlgorithm {
		if strings.HasPrefix(string(algorithm), "RS") || strings.HasPrefix(string(algorithm), "PS") {
			all = append(all, algorithm)
		}
	}
	return all
}

func pickApplicationKey(node client.NodeNode) *client.KeyFields {
	if found, ok := node.(*client.NodeNodeKey); ok && found.Purpose == client.KeyPurposeApplication {
		return &found.KeyFields
	}
	return nil
}

// unlessEnded is nil if the key has ended, so that there is nothing to revoke; else the refusal.
func unlessEnded(ctx context.Context, api *client.Client, id string, refusal error) error {
	answer, err := client.Node(ctx, api, id)
	if err != nil {
		return err
	}
	if answer.Node == nil {
		return nil
	}
	key := pickApplicationKey(*answer.Node)
	if key != nil && (key.State == client.KeyStateExpired || key.State == client.KeyStateRevoked) {
		return nil
	}
	return refusal
}

func (model *applicationKey) fill(from *client.KeyFields) {
	model.ID = textOf(from.Id)
	model.ApplicationID = types.StringNull()
	if from.Holder != nil {
		model.ApplicationID = textOf(from.Holder.Id)
	}
	model.ExternalID = optionalTextOf(from.ExternalId)
	model.Name = textOf(from.Name)
	model.PublicKey = keep(model.PublicKey, &from.PublicKeyPem, samePublicKey)
	model.Algorithm = textOf(from.Algorithm)
	model.AdditionalAlgorithms = setOf(from.AdditionalAlgorithms)
	model.KID = textOf(from.Kid)
	model.ExpiresAt = keep(model.ExpiresAt, from.ExpiresAt, sameTime)
	model.State = textOf(from.State)
	model.Thumbprint = textOf(from.Thumbprint)
	model.CreatedAt = textOf(from.CreatedAt)
}

func keyOf(ctx context.Context, api *client.Client, owner *client.ApplicationFields, kid string) (*client.KeyFields, error) {
	return only(func(after *string) (*page[client.KeyFields], error) {
		answer, err := client.ApplicationKeys(ctx, api, owner.Project.Slug, owner.Id, after)
		if err != nil || answer.Project == nil || answer.Project.Application == nil {
			return nil, err
		}
		list := answer.Project.Application.Keys
		return &page[client.KeyFields]{list.Nodes, list.PageInfo}, nil
	}, func(one *client.KeyFields) bool { return one.Kid == kid })
}
