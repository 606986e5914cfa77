/* Prints what Holdline's Java constants must be here, one CLASS.NAME=value a line. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/close_range.h>
#include <poll.h>
#include <stddef.h>
#include <stdio.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <sys/ioctl.h>
#include <sys/select.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <sys/vfs.h>
#include <sys/uio.h>
#include <termios.h>
#include <time.h>

#define SHOW(name, value) printf("%s=%lld\n", name, (long long)(value))
#define CONSTANT(class, name) SHOW(class "." #name, name)
#define SIZE(prefix, type) SHOW("Layout." prefix "_SIZE", sizeof(type))
#define FIELD(name, type, member) SHOW("Layout." name, offsetof(type, member))

static void structs(void) {
  SIZE("POLLFD", struct pollfd);
  FIELD("POLLFD_FD", struct pollfd, fd);
  FIELD("POLLFD_EVENTS", struct pollfd, events);
  FIELD("POLLFD_REVENTS", struct pollfd, revents);
  SIZE("TIMESPEC", struct timespec);
  FIELD("TIMESPEC_SEC", struct timespec, tv_sec);
  FIELD("TIMESPEC_NSEC", struct timespec, tv_nsec);
  SIZE("TIMEVAL", struct timeval);
  FIELD("TIMEVAL_SEC", struct timeval, tv_sec);
  FIELD("TIMEVAL_USEC", struct timeval, tv_usec);
  SIZE("IOVEC", struct iovec);
  FIELD("IOVEC_BASE", struct iovec, iov_base);
  FIELD("IOVEC_LEN", struct iovec, iov_len);
  SIZE("MSGHDR", struct msghdr);
  FIELD("MSGHDR_NAME", struct msghdr, msg_name);
  FIELD("MSGHDR_NAMELEN", struct msghdr, msg_namelen);
  FIELD("MSGHDR_IOV", struct msghdr, msg_iov);
  FIELD("MSGHDR_IOVLEN", struct msghdr, msg_iovlen);
  FIELD("MSGHDR_CONTROL", struct msghdr, msg_control);
  FIELD("MSGHDR_CONTROLLEN", struct msghdr, msg_controllen);
  FIELD("MSGHDR_FLAGS", struct msghdr, msg_flags);
  SIZE("MMSGHDR", struct mmsghdr);
  FIELD("MMSGHDR_LEN", struct mmsghdr, msg_len);
  SHOW("Layout.FD_SET_WORD_BITS", NFDBITS);
  SIZE("STATX", struct statx);
  FIELD("STATX_MODE", struct statx, stx_mode);
  FIELD("STATX_INO", struct statx, stx_ino);
  FIELD("STATX_DEV_MAJOR", struct statx, stx_dev_major);
  FIELD("STATX_DEV_MINOR", struct statx, stx_dev_minor);
  SIZE("TERMIOS", struct termios);
  FIELD("TERMIOS_LFLAG", struct termios, c_lflag);
  FIELD("TERMIOS_CC", struct termios, c_cc);
  SIZE("STATFS", struct statfs);
  FIELD("STATFS_TYPE", struct statfs, f_type);
  SIZE("EPOLL_EVENT", struct epoll_event);
  FIELD("EPOLL_EVENT_EVENTS", struct epoll_event, events);
  FIELD("EPOLL_EVENT_DATA", struct epoll_event, data);
}

static void sockets(void) {
  CONSTANT("Sockets", AF_UNIX);
  CONSTANT("Sockets", AF_INET);
  CONSTANT("Sockets", SOCK_STREAM);
  CONSTANT("Sockets", SOCK_DGRAM);
  CONSTANT("Sockets", SOCK_NONBLOCK);
  CONSTANT("Sockets", SOCK_CLOEXEC);
  CONSTANT("Sockets", SOL_SOCKET);
  CONSTANT("Sockets", SO_ERROR);
  CONSTANT("Sockets", SO_TYPE);
  CONSTANT("Sockets", SO_RCVLOWAT);
  CONSTANT("Sockets", SO_RCVTIMEO);
  CONSTANT("Sockets", SO_SNDTIMEO);
  CONSTANT("Sockets", SO_ACCEPTCONN);
  CONSTANT("Sockets", SO_DOMAIN);
  CONSTANT("Sockets", SO_COOKIE);
  CONSTANT("Sockets", MSG_OOB);
  CONSTANT("Sockets", MSG_PEEK);
  CONSTANT("Sockets", MSG_TRUNC);
  CONSTANT("Sockets", MSG_DONTWAIT);
  CONSTANT("Sockets", MSG_WAITALL);
  CONSTANT("Sockets", MSG_ERRQUEUE);
  CONSTANT("Sockets", MSG_WAITFORONE);
  CONSTANT("Sockets", MSG_ZEROCOPY);
}

static void readiness(void) {
  CONSTANT("Poll", POLLIN);
  CONSTANT("Poll", POLLPRI);
  CONSTANT("Poll", POLLOUT);
  CONSTANT("Poll", POLLERR);
  CONSTANT("Poll", POLLHUP);
  CONSTANT("Poll", POLLNVAL);
  CONSTANT("Poll", POLLRDHUP);
  SHOW("Poll.ALWAYS", POLLERR | POLLHUP | POLLNVAL);
  SHOW("Epoll.CTL_ADD", EPOLL_CTL_ADD);
  SHOW("Epoll.CTL_DEL", EPOLL_CTL_DEL);
  SHOW("Epoll.CTL_MOD", EPOLL_CTL_MOD);
  SHOW("Epoll.ONESHOT", EPOLLONESHOT);
  /* Holdline uses one set of names for poll and epoll. */
  SHOW("Poll.POLLIN", EPOLLIN);
  SHOW("Poll.POLLPRI", EPOLLPRI);
  SHOW("Poll.POLLOUT", EPOLLOUT);
  SHOW("Poll.POLLERR", EPOLLERR);
  SHOW("Poll.POLLHUP", EPOLLHUP);
  SHOW("Poll.POLLRDHUP", EPOLLRDHUP);
}

static void files(void) {
  CONSTANT("Files", F_GETFD);
  CONSTANT("Files", F_GETFL);
  CONSTANT("Files", F_SETFL);
  CONSTANT("Files", O_NONBLOCK);
  CONSTANT("Files", O_PATH);
  CONSTANT("Files", O_ACCMODE);
  CONSTANT("Files", O_RDONLY);
  CONSTANT("Files", O_WRONLY);
  CONSTANT("Files", CLOSE_RANGE_CLOEXEC);
  SHOW("Files.MQUEUE_MAGIC", 0x19800202); /* <linux/magic.h> does not have it */
  CONSTANT("Files", PIPE_BUF);
  SHOW("Identity.S_IFMT", S_IFMT);
  SHOW("Identity.S_IFIFO", S_IFIFO);
  SHOW("Identity.S_IFCHR", S_IFCHR);
  SHOW("Identity.S_IFREG", S_IFREG);
}

static void syscalls(void) {
  SHOW("JnrSyscalls.EPOLL_CLOEXEC", EPOLL_CLOEXEC);
  SHOW("JnrSyscalls.EFD_CLOEXEC_NONBLOCK", EFD_CLOEXEC | EFD_NONBLOCK);
  SHOW("JnrSyscalls.AT_EMPTY_PATH", AT_EMPTY_PATH);
  SHOW("JnrSyscalls.STATX_TYPE_MODE_INO", STATX_TYPE | STATX_MODE | STATX_INO);
  SHOW("JnrSyscalls.FIONREAD", FIONREAD);
  SHOW("JnrSyscalls.RWF_NOWAIT", RWF_NOWAIT);
  SHOW("JnrSyscalls.ICANON", ICANON);
  SHOW("JnrSyscalls.VTIME", VTIME);
  SHOW("JnrSyscalls.VMIN", VMIN);
}

static void errors(void) {
  CONSTANT("Errno", EPERM);
  CONSTANT("Errno", ENOENT);
  CONSTANT("Errno", EINTR);
  CONSTANT("Errno", EBADF);
  CONSTANT("Errno", EAGAIN);
  CONSTANT("Errno", ENOMEM);
  CONSTANT("Errno", EEXIST);
  CONSTANT("Errno", EINVAL);
  CONSTANT("Errno", EMFILE);
  CONSTANT("Errno", ENOSPC);
  CONSTANT("Errno", EPIPE);
  CONSTANT("Errno", ENOSYS);
  CONSTANT("Errno", EOPNOTSUPP);
  CONSTANT("Errno", ENOTSOCK);
  CONSTANT("Errno", EALREADY);
  CONSTANT("Errno", EINPROGRESS);
  CONSTANT("Errno", ECONNABORTED);
  CONSTANT("Errno", EISCONN);
}

int main(void) {
  structs();
  sockets();
  readiness();
  files();
  syscalls();
  errors();
  return 0;
}
