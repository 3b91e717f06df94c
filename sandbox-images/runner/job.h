/* A job: one program, or a program and the tests beside it. */
#ifndef JOB_H
#define JOB_H

#include "confine.h"
#include "files.h"
#include "processes.h"
#include "wire.h"

/* One program as the job has it. Text and blobs lie in the job's frame. */
struct program {
    uint64_t cpu_us, wall_us, memory, output;
    uint32_t processes;
    char **arguments; /* ends with NULL */
    struct text input;
    struct text *fetch;
    uint32_t fetches;
};

/* One program as it runs. */
struct run {
    struct program program;
    const char *folder;
    uint32_t uid;
    pid_t pid;               /* 0 until it is known */
    int in, out, err, report, failed; /* our ends; -1 once closed. `failed` says why it could not be started */
    size_t fed;              /* of the input */
    struct buffer output, errors, reported;
    uint64_t started, wall_us, reaped_us, cpu_us, idle_us, peak;
    bool ended, over;        /* its first process has ended; nothing of it is left */
    int status;              /* of its first process */
    uint8_t end;             /* STILL_OPEN until a limit or its end decides */
};

/* run.c */
void start_supervising(void);
void start(struct run *run, int joined, bool is_tests);
void supervise(struct run runs[], int count);

/* job.c */
void run_job(struct reader job, struct buffer *result);

/* runner.c: tells the server and ends the container. */
_Noreturn void fault(const char *why);

#endif
