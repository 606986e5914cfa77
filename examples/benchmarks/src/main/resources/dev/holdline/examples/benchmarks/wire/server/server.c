/*
 * The server that plain C makes: a thread for each connection, blocking recv and send.
 *
 * usage: server ENDPOINT SERVICE SIZE
 *
 * ENDPOINT is tcp:PORT on the loopback interface or unix:PATH, SERVICE is ECHO or SINK, SIZE is that
 * of a connection's buffer. Says where it listens, and serves until standard input ends.
 */
#include <arpa/inet.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

enum { BACKLOG = 4096, STACK_SIZE = 64 * 1024 };

static int tcp;
static int echo;
static size_t size;
static int listener;

static void fail(const char *call) {
  perror(call);
  exit(1);
}

static void send_all(int fd, const char *buffer, size_t count) {
  while (count > 0) {
    ssize_t sent = send(fd, buffer, count, MSG_NOSIGNAL);
    if (sent < 0) fail("send");
    buffer += sent;
    count -= sent;
  }
}

static void *serve(void *argument) {
  int fd = (int)(long)argument;
  char *buffer = malloc(size);
  if (buffer == NULL) fail("malloc");
  ssize_t got;
  while ((got = recv(fd, buffer, size, 0)) > 0) {
    if (echo) send_all(fd, buffer, got);
  }
  free(buffer);
  close(fd);
  return NULL;
}

static void accept_one(const pthread_attr_t *attributes) {
  int fd = accept(listener, NULL, NULL);
  if (fd < 0) fail("accept");
  int on = 1;
  if (tcp && setsockopt(fd, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on) < 0) fail("setsockopt");
  pthread_t thread;
  if (pthread_create(&thread, attributes, serve, (void *)(long)fd) != 0) fail("pthread_create");
}

static void *accept_all(void *argument) {
  pthread_attr_t attributes;
  pthread_attr_init(&attributes);
  pthread_attr_setdetachstate(&attributes, PTHREAD_CREATE_DETACHED);
  pthread_attr_setstacksize(&attributes, STACK_SIZE);
  for (;;) accept_one(&attributes);
  return argument;
}

static void listen_tcp(int port) {
  struct sockaddr_in address = {.sin_family = AF_INET, .sin_port = htons(port)};
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  socklen_t length = sizeof address;
  listener = socket(AF_INET, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr *)&address, length) < 0) fail("bind");
  if (listen(listener, BACKLOG) < 0) fail("listen");
  if (getsockname(listener, (struct sockaddr *)&address, &length) < 0) fail("getsockname");
  printf("listening tcp:%d\n", ntohs(address.sin_port));
}

static void listen_unix(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strncpy(address.sun_path, path, sizeof address.sun_path - 1);
  listener = socket(AF_UNIX, SOCK_STREAM, 0);
  if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) fail("bind");
  if (listen(listener, BACKLOG) < 0) fail("listen");
  printf("listening unix:%s\n", path);
}

int main(int count, char **arguments) {
  if (count != 4) {
    fprintf(stderr, "usage: server ENDPOINT SERVICE SIZE\n");
    return 2;
  }
  tcp = strncmp(arguments[1], "tcp:", 4) == 0;
  echo = strcmp(arguments[2], "ECHO") == 0;
  size = strtoul(arguments[3], NULL, 10);
  if (tcp) {
    listen_tcp(atoi(arguments[1] + 4));
  } else {
    listen_unix(arguments[1] + 5);
  }
  fflush(stdout);
  pthread_t acceptor;
  if (pthread_create(&acceptor, NULL, accept_all, NULL) != 0) fail("pthread_create");
  char ignored[64];
  while (read(STDIN_FILENO, ignored, sizeof ignored) > 0) {
  }
  return 0;
}
