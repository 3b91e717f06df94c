#define _GNU_SOURCE
#include "job.h"

#include <errno.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

static uint32_t read_count(struct reader *r) {
    uint32_t n = (uint32_t)read_number(r, 4);
    if (n > MAX_ITEMS)
        r->bad = true;
    return r->bad ? 0 : n;
}

static void *array(size_t n, size_t size) {
    void *p = calloc(n + 1, size);
    if (!p)
        abort();
    return p;
}

/* Reads a program and writes its files. */
static void prepare(struct reader *r, struct run *run) {
    struct program *p = &run->program;
    p->cpu_us = read_number(r, 8);
    p->wall_us = read_number(r, 8);
    p->memory = read_number(r, 8);
    p->output = read_number(r, 8);
    p->processes = (uint32_t)read_number(r, 4);
    uint32_t n = read_count(r);
    p->arguments = array(n, sizeof *p->arguments);
    for (uint32_t i = 0; i < n; i++)
        if (!(p->arguments[i] = copy_text(read_text(r))))
            r->bad = true;
    if (!n || r->bad || p->output > MAX_FRAME / 8)
        errno = EINVAL, fault("a job that can't be read");
    /* Nobody else on this machine has this user, so that the kernel counts its processes alone. */
    if (getrandom(&run->uid, sizeof run->uid, 0) != sizeof run->uid)
        fault("no random number");
    run->uid = 0x10000000 + (run->uid & 0x0fffffff);
    n = read_count(r);
    for (uint32_t i = 0; i < n; i++) {
        struct text path = read_text(r);
        bool executable = read_number(r, 1);
        struct text content = read_text(r);
        if (r->bad || !is_safe_path(path))
            errno = EINVAL, fault("a file with a path that can't be");
        if (!write_file(run->folder, path, content, executable, run->uid))
            fault("a file could not be written");
    }
    p->input = read_text(r);
    p->fetches = read_count(r);
    p->fetch = array(p->fetches, sizeof *p->fetch);
    for (uint32_t i = 0; i < p->fetches; i++)
        if (!is_safe_path(p->fetch[i] = read_text(r)))
            r->bad = true;
    if (r->bad)
        errno = EINVAL, fault("a job that can't be read");
    if (!give_folder(run->folder, run->uid))
        fault("a folder could not be given away");
    run->in = run->out = run->err = run->report = run->failed = -1;
    run->end = STILL_OPEN;
    run->output.bound = run->errors.bound = p->output;
    run->reported.bound = p->output;
}

static void write_result(const struct run *run, struct buffer *result) {
    bool exited = run->end == EXITED;
    append_number(result, run->end, 1);
    append_number(result, (uint32_t)(exited ? WEXITSTATUS(run->status) : -1), 4);
    append_number(result, run->end != NOT_STARTED && WIFSIGNALED(run->status) ? (uint32_t)WTERMSIG(run->status) : 0, 4);
    append_number(result, run->cpu_us, 8);
    append_number(result, run->wall_us, 8);
    append_number(result, run->idle_us, 8);
    append_number(result, run->peak, 8);
    append_blob(result, run->output.bytes, run->output.length);
    append_blob(result, run->errors.bytes, run->errors.length);
    size_t count_at = result->length;
    uint32_t count = 0;
    append_number(result, 0, 4);
    for (uint32_t i = 0; i < run->program.fetches; i++) {
        bool found;
        if (!fetch_file(run->folder, run->program.fetch[i], result, &found))
            fault("a file could not be fetched");
        count += found;
    }
    if (!result->full)
        memcpy(result->bytes + count_at, &count, 4);
}

static void release(struct run *run) {
    for (char **a = run->program.arguments; *a; a++)
        free(*a);
    free(run->program.arguments);
    free(run->program.fetch);
    free(run->output.bytes);
    free(run->errors.bytes);
    free(run->reported.bytes);
}

void run_job(struct reader job, struct buffer *result) {
    static const char *const folders[] = {"/box", "/tests", "/tmp", "/dev/shm", "/dev/mqueue"};
    struct run runs[2] = {{.folder = "/box"}, {.folder = "/tests"}};
    int count = (int)read_number(&job, 1);
    char *keep = copy_text(read_text(&job));
    if (job.bad || count < 1 || count > 2 || !keep || strchr(keep, '/') || keep[0] == '.')
        errno = EINVAL, fault("a job that can't be read");
    for (int i = 0; i < count; i++)
        prepare(&job, &runs[i]);

    int joined[2] = {-1, -1};
    if (count == 2 && socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, joined))
        fault("no socket");
    for (int i = 0; i < count; i++)
        start(&runs[i], joined[i], i == 1);
    if (count == 2)
        close(joined[0]), close(joined[1]);
    supervise(runs, count);

    for (int i = 0; i < count; i++)
        write_result(&runs[i], result);
    if (count == 2)
        append_blob(result, runs[1].reported.bytes, runs[1].reported.length);
    if (*keep && runs[0].end == EXITED && !WEXITSTATUS(runs[0].status) && !keep_folder("/box", keep))
        fault("the folder could not be kept");
    for (size_t i = 0; i < sizeof folders / sizeof *folders; i++)
        if (!wipe_folder(folders[i]))
            fault("a folder could not be wiped");
    if (!give_folder("/box", 0) || !give_folder("/tests", 0))
        fault("a folder could not be taken back");
    for (int i = 0; i < count; i++)
        release(&runs[i]);
    free(keep);
    if (result->full)
        errno = EMSGSIZE, fault("an answer too large to be sent");
}
