/* SPDX-License-Identifier: GPL-3.0-or-later
 *
 * A port on 127.0.0.1 for a listener that is opened later. Not one that the kernel hands out: it may hand it to another test
 * in the meantime.
 */
#pragma once

#include <gio/gio.h>
#include <unistd.h>

#define OWN_PORT_FIRST 10240
#define OWN_PORT_N 20000 /* the kernel's begin at 32768 */

static inline gboolean
can_listen_on (guint port)
{
  g_autoptr (GSocketListener) listener = g_socket_listener_new ();
  g_autoptr (GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr (GSocketAddress) address = g_inet_socket_address_new (loopback, (guint16)port);
  gboolean can =
      g_socket_listener_add_address (listener, address, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, NULL, NULL, NULL);

  g_socket_listener_close (listener);
  return can;
}

/* Another one for each process that runs at the same time. */
static inline guint
own_port (void)
{
  guint first = (guint)getpid () % OWN_PORT_N;

  for (guint i = 0; i < OWN_PORT_N; i++)
    if (can_listen_on (OWN_PORT_FIRST + (first + i) % OWN_PORT_N))
      return OWN_PORT_FIRST + (first + i) % OWN_PORT_N;
  g_error ("no port to listen on");
}
