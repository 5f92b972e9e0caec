//go:build !linux || !amd64

package crashtest

import "errors"

const canDeny = false

func denyAndRun(string, []string) error { return errors.ErrUnsupported }

func mountSmall(string, int) (unmount func() error, err error) { return nil, errors.ErrUnsupported }

func remountReadOnly(string) error { return errors.ErrUnsupported }
