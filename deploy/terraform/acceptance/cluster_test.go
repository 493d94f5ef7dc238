//go:build acceptance

package acceptance

import (
	"fmt"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"
)

// cluster is the PostgreSQL of the tests: the one that KEYPLANE_TEST_POSTGRES_URL names, or a throwaway
// one that ends with them.
var cluster struct {
	once    sync.Once
	process *exec.Cmd
	url     func(database string) string
	create  func(database string) error
	err     error
}

// eachDatabase runs a test with a function that makes an empty database: on SQLite, where that is nothing,
// and on PostgreSQL.
func eachDatabase(t *testing.T, run func(t *testing.T, database func() string)) {
	t.Parallel()
	t.Run("sqlite", func(t *testing.T) {
		t.Parallel()
		run(t, func() string { return "" })
	})
	t.Run("postgres", func(t *testing.T) {
		if os.Getenv("KEYPLANE_TEST_SKIP_POSTGRES") == "1" {
			t.Skip("left out: KEYPLANE_TEST_SKIP_POSTGRES=1")
		}
		t.Parallel()
		run(t, func() string { return newDatabase(t) })
	})
}

func newDatabase(t *testing.T) string {
	cluster.once.Do(func() { cluster.err = startCluster() })
	if cluster.err != nil {
		t.Fatal(cluster.err)
	}
	name := fmt.Sprintf("terraform_%d_%d", os.Getpid(), time.Now().UnixNano())
	if err := cluster.create(name); err != nil {
		t.Fatal(err)
	}
	return cluster.url(name)
}

func startCluster() error {
	if url := os.Getenv("KEYPLANE_TEST_POSTGRES_URL"); url != "" {
		base := strings.TrimSuffix(url[:strings.LastIndex(url, "/")+1], "/")
		if !strings.Contains(strings.TrimPrefix(url, "postgres://"), "/") {
			base = url
		}
		cluster.url = func(database string) string { return base + "/" + database + "?sslmode=disable" }
		cluster.create = func(database string) error { return createDatabase(base+"/postgres", database) }
		return nil
	}

	folder := filepath.Join(home, "postgres")
	if err := os.Mkdir(folder, 0o700); err != nil {
		return err
	}
	owner, err := unprivileged(folder)
	if err != nil {
		return err
	}
	command := func(name string, arguments ...string) *exec.Cmd {
		made := exec.Command(postgresProgram(name), arguments...)
		made.Dir = folder
		made.SysProcAttr = &syscall.SysProcAttr{Credential: owner}
		return made
	}

	data := filepath.Join(folder, "data")
	initdb := command("initdb", "-D", data, "-U", "keyplane", "-A", "trust", "--no-sync", "-E", "UTF8", "--locale=C")
	if output, err := initdb.CombinedOutput(); err != nil {
		return fmt.Errorf("initdb: %w\n%s", err, output)
	}
	port := freePort()
	cluster.process = command("postgres", "-D", data, "-p", strconv.Itoa(port), "-c", "listen_addresses=127.0.0.1",
		"-c", "unix_socket_directories="+folder, "-c", "fsync=off", "-c", "max_connections=200")
	if err := cluster.process.Start(); err != nil {
		return err
	}

	base := fmt.Sprintf("postgres://keyplane@127.0.0.1:%d", port)
	cluster.url = func(database string) string { return base + "/" + database + "?sslmode=disable" }
	cluster.create = func(database string) error {
		output, err := command("createdb", "-h", "127.0.0.1", "-p", strconv.Itoa(port), "-U", "keyplane",
			database).CombinedOutput()
		if err != nil {
			return fmt.Errorf("createdb: %w\n%s", err, output)
		}
		return nil
	}
	return until(time.Minute, func() bool {
		connection, err := net.Dial("tcp", fmt.Sprintf("127.0.0.1:%d", port))
		if err != nil {
			return false
		}
		connection.Close()
		return command("createdb", "-h", "127.0.0.1", "-p", strconv.Itoa(port), "-U", "keyplane", "ready").Run() == nil
	})
}

func createDatabase(url, database string) error {
	output, err := exec.Command(postgresProgram("psql"), url, "-c", "CREATE DATABASE "+database).CombinedOutput()
	if err != nil {
		return fmt.Errorf("psql: %w\n%s", err, output)
	}
	return nil
}

// unprivileged gives the folder to another user if the tests run as root, under which PostgreSQL refuses
// to start; nil if they do not.
func unprivileged(folder string) (*syscall.Credential, error) {
	if os.Getuid() != 0 {
		return nil, nil
	}
	found, err := user.Lookup("postgres")
	if err != nil {
		if found, err = user.Lookup("nobody"); err != nil {
			return nil, err
		}
	}
	uid, _ := strconv.Atoi(found.Uid)
	gid, _ := strconv.Atoi(found.Gid)
	return &syscall.Credential{Uid: uint32(uid), Gid: uint32(gid)}, os.Chown(folder, uid, gid)
}

func postgresProgram(name string) string {
	if found, err := exec.LookPath(name); err == nil {
		return found
	}
	found, _ := filepath.Glob("/usr/lib/postgresql/*/bin/" + name)
	if len(found) == 0 {
		return name
	}
	return found[len(found)-1]
}

func stopCluster() {
	if cluster.process == nil || cluster.process.Process == nil {
		return
	}
	// SIGQUIT is PostgreSQL's immediate shutdown: nothing of it is kept.
	_ = cluster.process.Process.Signal(syscall.SIGQUIT)
	_ = cluster.process.Wait()
}

func freePort() int {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		panic(err)
	}
	defer listener.Close()
	return listener.Addr().(*net.TCPAddr).Port
}

// until waits for a condition, which is looked at ten times a second.
func until(patience time.Duration, holds func() bool) error {
	for end := time.Now().Add(patience); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		if holds() {
			return nil
		}
	}
	return fmt.Errorf("not within %s", patience)
}
