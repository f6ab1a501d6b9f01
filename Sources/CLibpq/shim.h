#ifndef CLIBPQ_SHIM_H
#define CLIBPQ_SHIM_H

#include <libpq-fe.h>
#include <sys/eventfd.h>

/* The fields of an error, as PQresultErrorField wants them: character macros are not visible in Swift. */
enum {
    CLIBPQ_SEVERITY = PG_DIAG_SEVERITY_NONLOCALIZED,
    CLIBPQ_SQLSTATE = PG_DIAG_SQLSTATE,
    CLIBPQ_MESSAGE = PG_DIAG_MESSAGE_PRIMARY,
    CLIBPQ_DETAIL = PG_DIAG_MESSAGE_DETAIL,
    CLIBPQ_POSITION = PG_DIAG_STATEMENT_POSITION,
    CLIBPQ_TABLE = PG_DIAG_TABLE_NAME,
    CLIBPQ_CONSTRAINT = PG_DIAG_CONSTRAINT_NAME
};

/* A descriptor that poll() waits on beside the socket: what wakes a connection's thread. */
static inline int clibpq_eventfd(void) {
    return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
}

#endif
