/* Prints what Holdline's Java constants must be here, one CLASS.NAME=value a line. */
#define _GNU_SOURCE
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <linux/close_range.h>
#include <linux/magic.h>
#include <linux/tty.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
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
#include <sys/uio.h>
#include <sys/un.h>
#include <sys/vfs.h>
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
  CONSTANT("Layout", FD_SETSIZE);
  FIELD("SOCKADDR_FAMILY", struct sockaddr, sa_family);
  SIZE("SOCKADDR_IN", struct sockaddr_in);
  FIELD("SOCKADDR_IN_PORT", struct sockaddr_in, sin_port);
  FIELD("SOCKADDR_IN_ADDR", struct sockaddr_in, sin_addr);
  SIZE("SOCKADDR_IN6", struct sockaddr_in6);
  FIELD("SOCKADDR_IN6_PORT", struct sockaddr_in6, sin6_port);
  FIELD("SOCKADDR_IN6_ADDR", struct sockaddr_in6, sin6_addr);
  FIELD("SOCKADDR_IN6_SCOPE_ID", struct sockaddr_in6, sin6_scope_id);
  SIZE("SOCKADDR_UN", struct sockaddr_un);
  FIELD("SOCKADDR_UN_PATH", struct sockaddr_un, sun_path);
  SIZE("SOCKADDR_STORAGE", struct sockaddr_storage);
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
  CONSTANT("Sockets", AF_UNSPEC);
  CONSTANT("Sockets", AF_UNIX);
  CONSTANT("Sockets", AF_INET);
  CONSTANT("Sockets", AF_INET6);
  CONSTANT("Sockets", AF_NETLINK);
  CONSTANT("Sockets", AF_PACKET);
  CONSTANT("Sockets", AF_VSOCK);
  CONSTANT("Sockets", SOCK_STREAM);
  CONSTANT("Sockets", SOCK_DGRAM);
  CONSTANT("Sockets", SOCK_RAW);
  CONSTANT("Sockets", SOCK_SEQPACKET);
  CONSTANT("Sockets", SOCK_NONBLOCK);
  CONSTANT("Sockets", SOCK_CLOEXEC);
  CONSTANT("Sockets", SOL_SOCKET);
  CONSTANT("Sockets", IPPROTO_IP);
  CONSTANT("Sockets", IPPROTO_ICMP);
  CONSTANT("Sockets", IPPROTO_TCP);
  CONSTANT("Sockets", IPPROTO_UDP);
  CONSTANT("Sockets", IPPROTO_IPV6);
  CONSTANT("Sockets", SO_REUSEADDR);
  CONSTANT("Sockets", SO_TYPE);
  CONSTANT("Sockets", SO_ERROR);
  CONSTANT("Sockets", SO_DONTROUTE);
  CONSTANT("Sockets", SO_BROADCAST);
  CONSTANT("Sockets", SO_SNDBUF);
  CONSTANT("Sockets", SO_RCVBUF);
  CONSTANT("Sockets", SO_KEEPALIVE);
  CONSTANT("Sockets", SO_OOBINLINE);
  CONSTANT("Sockets", SO_PRIORITY);
  CONSTANT("Sockets", SO_LINGER);
  CONSTANT("Sockets", SO_REUSEPORT);
  CONSTANT("Sockets", SO_PASSCRED);
  CONSTANT("Sockets", SO_PEERCRED);
  CONSTANT("Sockets", SO_RCVLOWAT);
  CONSTANT("Sockets", SO_SNDLOWAT);
  CONSTANT("Sockets", SO_RCVTIMEO);
  CONSTANT("Sockets", SO_SNDTIMEO);
  CONSTANT("Sockets", SO_BINDTODEVICE);
  CONSTANT("Sockets", SO_TIMESTAMP);
  CONSTANT("Sockets", SO_ACCEPTCONN);
  CONSTANT("Sockets", SO_PROTOCOL);
  CONSTANT("Sockets", SO_DOMAIN);
  CONSTANT("Sockets", SO_MARK);
  CONSTANT("Sockets", SO_PEEK_OFF);
  CONSTANT("Sockets", SO_BUSY_POLL);
  CONSTANT("Sockets", SO_COOKIE);
  CONSTANT("Sockets", TCP_NODELAY);
  CONSTANT("Sockets", TCP_MAXSEG);
  CONSTANT("Sockets", TCP_CORK);
  CONSTANT("Sockets", TCP_KEEPIDLE);
  CONSTANT("Sockets", TCP_KEEPINTVL);
  CONSTANT("Sockets", TCP_KEEPCNT);
  CONSTANT("Sockets", TCP_SYNCNT);
  CONSTANT("Sockets", TCP_DEFER_ACCEPT);
  CONSTANT("Sockets", TCP_INFO);
  CONSTANT("Sockets", TCP_QUICKACK);
  CONSTANT("Sockets", TCP_USER_TIMEOUT);
  CONSTANT("Sockets", TCP_FASTOPEN);
  CONSTANT("Sockets", IP_TOS);
  CONSTANT("Sockets", IP_TTL);
  CONSTANT("Sockets", IP_RECVERR);
  CONSTANT("Sockets", IP_MULTICAST_IF);
  CONSTANT("Sockets", IP_MULTICAST_TTL);
  CONSTANT("Sockets", IP_MULTICAST_LOOP);
  CONSTANT("Sockets", IP_ADD_MEMBERSHIP);
  CONSTANT("Sockets", IP_DROP_MEMBERSHIP);
  CONSTANT("Sockets", IPV6_UNICAST_HOPS);
  CONSTANT("Sockets", IPV6_V6ONLY);
  CONSTANT("Sockets", MSG_OOB);
  CONSTANT("Sockets", MSG_PEEK);
  CONSTANT("Sockets", MSG_DONTROUTE);
  CONSTANT("Sockets", MSG_CTRUNC);
  CONSTANT("Sockets", MSG_TRUNC);
  CONSTANT("Sockets", MSG_DONTWAIT);
  CONSTANT("Sockets", MSG_EOR);
  CONSTANT("Sockets", MSG_WAITALL);
  CONSTANT("Sockets", MSG_CONFIRM);
  CONSTANT("Sockets", MSG_ERRQUEUE);
  CONSTANT("Sockets", MSG_NOSIGNAL);
  CONSTANT("Sockets", MSG_MORE);
  CONSTANT("Sockets", MSG_WAITFORONE);
  CONSTANT("Sockets", MSG_ZEROCOPY);
  CONSTANT("Sockets", MSG_CMSG_CLOEXEC);
  CONSTANT("Sockets", SHUT_RD);
  CONSTANT("Sockets", SHUT_WR);
  CONSTANT("Sockets", SHUT_RDWR);
  CONSTANT("Sockets", SCM_RIGHTS);
  CONSTANT("Sockets", SCM_CREDENTIALS);
  CONSTANT("Sockets", SOMAXCONN);
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
  CONSTANT("Epoll", EPOLL_CTL_ADD);
  CONSTANT("Epoll", EPOLL_CTL_DEL);
  CONSTANT("Epoll", EPOLL_CTL_MOD);
  CONSTANT("Epoll", EPOLLIN);
  CONSTANT("Epoll", EPOLLPRI);
  CONSTANT("Epoll", EPOLLOUT);
  CONSTANT("Epoll", EPOLLERR);
  CONSTANT("Epoll", EPOLLHUP);
  CONSTANT("Epoll", EPOLLRDHUP);
  CONSTANT("Epoll", EPOLLEXCLUSIVE);
  CONSTANT("Epoll", EPOLLWAKEUP);
  CONSTANT("Epoll", EPOLLONESHOT);
  SHOW("Epoll.EPOLLET", (int)EPOLLET); /* bit 31 of an int */
  CONSTANT("Epoll", EPOLL_CLOEXEC);
  /* Holdline uses one set of names for poll and epoll. */
  SHOW("Poll.POLLIN", EPOLLIN);
  SHOW("Poll.POLLPRI", EPOLLPRI);
  SHOW("Poll.POLLOUT", EPOLLOUT);
  SHOW("Poll.POLLERR", EPOLLERR);
  SHOW("Poll.POLLHUP", EPOLLHUP);
  SHOW("Poll.POLLRDHUP", EPOLLRDHUP);
}

static void files(void) {
  CONSTANT("Files", F_DUPFD);
  CONSTANT("Files", F_GETFD);
  CONSTANT("Files", F_SETFD);
  CONSTANT("Files", F_GETFL);
  CONSTANT("Files", F_SETFL);
  CONSTANT("Files", F_DUPFD_CLOEXEC);
  CONSTANT("Files", FD_CLOEXEC);
  CONSTANT("Files", O_RDONLY);
  CONSTANT("Files", O_WRONLY);
  CONSTANT("Files", O_RDWR);
  CONSTANT("Files", O_ACCMODE);
  CONSTANT("Files", O_CREAT);
  CONSTANT("Files", O_EXCL);
  CONSTANT("Files", O_NOCTTY);
  CONSTANT("Files", O_TRUNC);
  CONSTANT("Files", O_APPEND);
  CONSTANT("Files", O_NONBLOCK);
  CONSTANT("Files", O_CLOEXEC);
  CONSTANT("Files", O_PATH);
  CONSTANT("Files", CLOSE_RANGE_CLOEXEC);
  CONSTANT("Files", EFD_SEMAPHORE);
  CONSTANT("Files", EFD_NONBLOCK);
  CONSTANT("Files", EFD_CLOEXEC);
  CONSTANT("Files", FIONREAD);
  CONSTANT("Files", FIONBIO);
  CONSTANT("Files", FIOASYNC);
  SHOW("Files.MQUEUE_MAGIC", 0x19800202); /* <linux/magic.h> does not have it */
  CONSTANT("Files", DEVPTS_SUPER_MAGIC);
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
  SHOW("JnrSyscalls.CLOCK_BOOTTIME", CLOCK_BOOTTIME);
  SHOW("JnrSyscalls.FIONREAD", FIONREAD);
  SHOW("JnrSyscalls.SIOCATMARK", SIOCATMARK);
  SHOW("JnrSyscalls.RWF_NOWAIT", RWF_NOWAIT);
  SHOW("Terminals.ICANON", ICANON);
  SHOW("Terminals.VTIME", VTIME);
  SHOW("Terminals.VMIN", VMIN);
  SHOW("Terminals.TIOCGPGRP", TIOCGPGRP);
  SHOW("Terminals.TIOCGETD", TIOCGETD);
  SHOW("Terminals.TIOCGPKT", TIOCGPKT);
  SHOW("Terminals.N_TTY", N_TTY);
}

static void errors(void) {
  CONSTANT("Errno", EPERM);
  CONSTANT("Errno", ENOENT);
  CONSTANT("Errno", ESRCH);
  CONSTANT("Errno", EINTR);
  CONSTANT("Errno", EIO);
  CONSTANT("Errno", ENXIO);
  CONSTANT("Errno", E2BIG);
  CONSTANT("Errno", ENOEXEC);
  CONSTANT("Errno", EBADF);
  CONSTANT("Errno", ECHILD);
  CONSTANT("Errno", EAGAIN);
  CONSTANT("Errno", EWOULDBLOCK);
  CONSTANT("Errno", ENOMEM);
  CONSTANT("Errno", EACCES);
  CONSTANT("Errno", EFAULT);
  CONSTANT("Errno", ENOTBLK);
  CONSTANT("Errno", EBUSY);
  CONSTANT("Errno", EEXIST);
  CONSTANT("Errno", EXDEV);
  CONSTANT("Errno", ENODEV);
  CONSTANT("Errno", ENOTDIR);
  CONSTANT("Errno", EISDIR);
  CONSTANT("Errno", EINVAL);
  CONSTANT("Errno", ENFILE);
  CONSTANT("Errno", EMFILE);
  CONSTANT("Errno", ENOTTY);
  CONSTANT("Errno", ETXTBSY);
  CONSTANT("Errno", EFBIG);
  CONSTANT("Errno", ENOSPC);
  CONSTANT("Errno", ESPIPE);
  CONSTANT("Errno", EROFS);
  CONSTANT("Errno", EMLINK);
  CONSTANT("Errno", EPIPE);
  CONSTANT("Errno", EDOM);
  CONSTANT("Errno", ERANGE);
  CONSTANT("Errno", EDEADLK);
  CONSTANT("Errno", EDEADLOCK);
  CONSTANT("Errno", ENAMETOOLONG);
  CONSTANT("Errno", ENOLCK);
  CONSTANT("Errno", ENOSYS);
  CONSTANT("Errno", ENOTEMPTY);
  CONSTANT("Errno", ELOOP);
  CONSTANT("Errno", ENOMSG);
  CONSTANT("Errno", EIDRM);
  CONSTANT("Errno", ECHRNG);
  CONSTANT("Errno", EL2NSYNC);
  CONSTANT("Errno", EL3HLT);
  CONSTANT("Errno", EL3RST);
  CONSTANT("Errno", ELNRNG);
  CONSTANT("Errno", EUNATCH);
  CONSTANT("Errno", ENOCSI);
  CONSTANT("Errno", EL2HLT);
  CONSTANT("Errno", EBADE);
  CONSTANT("Errno", EBADR);
  CONSTANT("Errno", EXFULL);
  CONSTANT("Errno", ENOANO);
  CONSTANT("Errno", EBADRQC);
  CONSTANT("Errno", EBADSLT);
  CONSTANT("Errno", EBFONT);
  CONSTANT("Errno", ENOSTR);
  CONSTANT("Errno", ENODATA);
  CONSTANT("Errno", ETIME);
  CONSTANT("Errno", ENOSR);
  CONSTANT("Errno", ENONET);
  CONSTANT("Errno", ENOPKG);
  CONSTANT("Errno", EREMOTE);
  CONSTANT("Errno", ENOLINK);
  CONSTANT("Errno", EADV);
  CONSTANT("Errno", ESRMNT);
  CONSTANT("Errno", ECOMM);
  CONSTANT("Errno", EPROTO);
  CONSTANT("Errno", EMULTIHOP);
  CONSTANT("Errno", EDOTDOT);
  CONSTANT("Errno", EBADMSG);
  CONSTANT("Errno", EOVERFLOW);
  CONSTANT("Errno", ENOTUNIQ);
  CONSTANT("Errno", EBADFD);
  CONSTANT("Errno", EREMCHG);
  CONSTANT("Errno", ELIBACC);
  CONSTANT("Errno", ELIBBAD);
  CONSTANT("Errno", ELIBSCN);
  CONSTANT("Errno", ELIBMAX);
  CONSTANT("Errno", ELIBEXEC);
  CONSTANT("Errno", EILSEQ);
  CONSTANT("Errno", ERESTART);
  CONSTANT("Errno", ESTRPIPE);
  CONSTANT("Errno", EUSERS);
  CONSTANT("Errno", ENOTSOCK);
  CONSTANT("Errno", EDESTADDRREQ);
  CONSTANT("Errno", EMSGSIZE);
  CONSTANT("Errno", EPROTOTYPE);
  CONSTANT("Errno", ENOPROTOOPT);
  CONSTANT("Errno", EPROTONOSUPPORT);
  CONSTANT("Errno", ESOCKTNOSUPPORT);
  CONSTANT("Errno", EOPNOTSUPP);
  CONSTANT("Errno", ENOTSUP);
  CONSTANT("Errno", EPFNOSUPPORT);
  CONSTANT("Errno", EAFNOSUPPORT);
  CONSTANT("Errno", EADDRINUSE);
  CONSTANT("Errno", EADDRNOTAVAIL);
  CONSTANT("Errno", ENETDOWN);
  CONSTANT("Errno", ENETUNREACH);
  CONSTANT("Errno", ENETRESET);
  CONSTANT("Errno", ECONNABORTED);
  CONSTANT("Errno", ECONNRESET);
  CONSTANT("Errno", ENOBUFS);
  CONSTANT("Errno", EISCONN);
  CONSTANT("Errno", ENOTCONN);
  CONSTANT("Errno", ESHUTDOWN);
  CONSTANT("Errno", ETOOMANYREFS);
  CONSTANT("Errno", ETIMEDOUT);
  CONSTANT("Errno", ECONNREFUSED);
  CONSTANT("Errno", EHOSTDOWN);
  CONSTANT("Errno", EHOSTUNREACH);
  CONSTANT("Errno", EALREADY);
  CONSTANT("Errno", EINPROGRESS);
  CONSTANT("Errno", ESTALE);
  CONSTANT("Errno", EUCLEAN);
  CONSTANT("Errno", ENOTNAM);
  CONSTANT("Errno", ENAVAIL);
  CONSTANT("Errno", EISNAM);
  CONSTANT("Errno", EREMOTEIO);
  CONSTANT("Errno", EDQUOT);
  CONSTANT("Errno", ENOMEDIUM);
  CONSTANT("Errno", EMEDIUMTYPE);
  CONSTANT("Errno", ECANCELED);
  CONSTANT("Errno", ENOKEY);
  CONSTANT("Errno", EKEYEXPIRED);
  CONSTANT("Errno", EKEYREVOKED);
  CONSTANT("Errno", EKEYREJECTED);
  CONSTANT("Errno", EOWNERDEAD);
  CONSTANT("Errno", ENOTRECOVERABLE);
  CONSTANT("Errno", ERFKILL);
  CONSTANT("Errno", EHWPOISON);
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
