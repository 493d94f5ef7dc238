package client

import (
	"context"
	"math/rand/v2"
	"net/http"
	"strconv"
	"time"
)

const (
	// maxAttempts is how often a request is sent at most.
	maxAttempts = 6
	// firstPause is the pause before the second attempt where the server names none; it doubles.
	firstPause = 500 * time.Millisecond
	// maxPause is the longest pause; a server that asks for a longer one is not asked again.
	maxPause = 30 * time.Second
)

// pauseBefore says whether to send a request again after this outcome, and how long to wait first.
//
// A query may always be sent again. A mutation is sent again only if the server refused the whole request:
// one that may have run could create an object twice.
func pauseBefore(attempt int, answer *answer, err error, isMutation bool) (time.Duration, bool) {
	if attempt >= maxAttempts {
		return 0, false
	}
	pause := jittered(firstPause << (attempt - 1))
	if isMutation && (err != nil || !answer.isRefusedAsAWhole()) {
		return 0, false
	}
	if err != nil {
		return pause, true
	}

	switch answer.status {
	case http.StatusTooManyRequests, http.StatusServiceUnavailable:
		seconds, fault := strconv.Atoi(answer.retryAfter)
		if fault != nil || seconds < 0 {
			return pause, !isMutation
		}
		asked := time.Duration(seconds) * time.Second
		return jittered(max(asked, pause)), asked <= maxPause
	default:
		return 0, false
	}
}

// jittered adds up to a quarter, so that requests that were refused together do not come back together.
func jittered(pause time.Duration) time.Duration {
	return pause + time.Duration(rand.Int64N(int64(pause)/4+1)) //nolint:gosec // no secret
}

func wait(ctx context.Context, pause time.Duration) error {
	timer := time.NewTimer(pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
