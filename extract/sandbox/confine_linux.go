package sandbox

import (
	"errors"
	"os"

	"github.com/landlock-lsm/go-landlock/landlock"
	"github.com/landlock-lsm/go-landlock/landlock/syscall"
)

// toolPaths is what an external program may read besides its work directory:
// itself, its libraries, its data, fonts and the loader's cache. No /proc, no
// home, no /var.
func toolPaths() []string {
	return []string{"/usr", "/lib", "/lib64", "/bin", "/etc/fonts", "/etc/ld.so.cache", "/etc/alternatives",
		"/etc/ImageMagick-6", "/etc/libreoffice", "/var/cache/fontconfig", "/dev/urandom"}
}

// officePaths is what LibreOffice cannot start without: who it runs as, and what
// it may know of its own process.
func officePaths() []string {
	return []string{"/etc/passwd", "/etc/group", "/etc/nsswitch.conf", "/proc", "/var/lib/libreoffice", "/var/spool/libreoffice"}
}

// confineFiles takes the file system away: wholly from a job, all but programs,
// libraries and the work directory from a tool. It also forbids TCP and signals
// to outside where the kernel can.
func confineFiles(s spec) error {
	abi, err := syscall.LandlockGetABIVersion()
	if err != nil || abi < 1 {
		return errors.New("this kernel has none")
	}
	var rules []landlock.Rule
	if s.Tool != "" {
		rules = append(rules, landlock.RWFiles(os.DevNull))
		paths := toolPaths()
		if s.Sockets {
			paths = append(paths, officePaths()...)
			// It binds its socket in /tmp and nowhere else.
			rules = append(rules, landlock.PathAccess(syscall.AccessFSMakeSock|syscall.AccessFSRemoveFile, "/tmp"))
		}
		for _, p := range paths {
			info, err := os.Stat(p)
			switch {
			case err != nil:
			case info.IsDir():
				rules = append(rules, landlock.RODirs(p))
			default:
				rules = append(rules, landlock.ROFiles(p))
			}
		}
		if s.Dir != "" {
			rules = append(rules, landlock.RWDirs(".").WithRefer())
		}
	}
	return landlock.V6.BestEffort().Restrict(rules...)
}
