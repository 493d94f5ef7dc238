package client

import (
	"errors"
	"fmt"
	"strings"
)

// Error is an error of the Admin API.
type Error struct {
	// Code is the code of the error, such as CONFLICT; the HTTP status if the answer has none.
	Code string
	// Reason names the check that refused a token, such as KEY_REVOKED; often empty.
	Reason string
	// Message says what is wrong.
	Message string
	// Fields are the arguments that the error is about.
	Fields []FieldError
	// RequestID is the ID of the request in the log of the server, for errors of the server.
	RequestID string
}

// FieldError says what is wrong with one argument.
type FieldError struct {
	// Path is the path of the argument, such as input.keyPolicy.rsaBits.
	Path string `json:"path"`
	// Message says what is wrong with it.
	Message string `json:"message"`
}

func (err *Error) Error() string { return err.Code + ": " + err.Message }

// Is reports whether err is an error of the Admin API with this code.
func Is(err error, code string) bool {
	var own *Error
	return errors.As(err, &own) && own.Code == code
}

// Remedy says what to do about the error.
func (err *Error) Remedy() string {
	switch err.Code {
	case "UNAUTHENTICATED":
		return "Check that the key file is that of an admin key of this server, that the key has not " +
			"ended, and that the clock of this machine is right."
	case "FORBIDDEN":
		return "Use the key file of an admin key with this permission, or add the permission to the key " +
			"(updateKey). The documentation of the provider lists what each resource needs."
	case "NOT_FOUND":
		return "It was deleted meanwhile, or the admin key cannot see it. Run the plan again."
	case "CONFLICT":
		return "Choose another value. If the object that has it is the one that you describe, import it."
	case "PRECONDITION_FAILED":
		return "The present state does not allow the change. Do what the message says, then apply again."
	case "LIMIT_EXCEEDED":
		return "Wait a moment and apply again, with a smaller -parallelism if it happens often."
	case "INTERNAL":
		if err.RequestID == "" {
			return "Apply again. If it fails again, look into the log of the server."
		}
		return fmt.Sprintf("Apply again. If it fails again, look for the request %s in the log of the "+
			"server.", err.RequestID)
	case "INVALID_INPUT":
		return "Correct the value and apply again."
	default:
		return "Check that the endpoint is the URL of the Admin API, and that a proxy on the way lets it " +
			"through."
	}
}

// graphQLError is an error in an answer (GraphQL specification, section 7.1.2).
type graphQLError struct {
	Message string `json:"message"`
	// Path leads to the field that failed; empty if the request was refused before a field was resolved.
	Path       []any `json:"path"`
	Extensions struct {
		Code      string       `json:"code"`
		Reason    string       `json:"reason"`
		Fields    []FieldError `json:"fields"`
		RequestID string       `json:"requestId"`
	} `json:"extensions"`
}

// errorOf makes one error of those of an answer. The first has the code; there is one for each of
// the operation's root fields, which is one.
func errorOf(errors []graphQLError, status string) *Error {
	first := errors[0].Extensions
	all := &Error{Code: first.Code, Reason: first.Reason, RequestID: first.RequestID}
	if all.Code == "" {
		all.Code = status
	}

	var messages []string
	for _, one := range errors {
		messages = append(messages, one.Message)
		all.Fields = append(all.Fields, one.Extensions.Fields...)
	}
	all.Message = strings.Join(messages, "; ")
	return all
}
