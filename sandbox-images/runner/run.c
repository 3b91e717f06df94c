#define _GNU_SOURCE
#include "job.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#define ZYGOTE "/usr/lib/prorl/zygote" /* the prepared interpreter, in the image of Python */
#define TICK_MS 10                     /* how often limits of time and memory are looked at */
#define SAMPLE_MS 100                  /* how often sleep is looked for */

static int signals, zygote = -1;
static pid_t zygote_pid;
static struct run *running;
static int running_count;

/* ---- who has ended ---- */

static void count_in(uint32_t uid, pid_t pid, int status, uint64_t cpu_us, uint64_t peak) {
    for (int i = 0; i < running_count; i++) {
        struct run *run = &running[i];
        if (run->uid != uid)
            continue;
        run->reaped_us += cpu_us;
        if (peak > run->peak)
            run->peak = peak;
        if (pid == run->pid && !run->ended) {
            run->ended = true;
            run->status = status;
            run->wall_us = now_us() - run->started;
        }
    }
}

/* Buries whatever has ended: programs, and the orphans that they left, which are ours as the first process. */
static void reap(void) {
    struct signalfd_siginfo drained[8];
    while (read(signals, drained, sizeof drained) > 0)
        ;
    siginfo_t info;
    struct rusage used;
    while (info.si_pid = 0, !syscall(SYS_waitid, P_ALL, 0, &info, WEXITED | WNOHANG, &used) && info.si_pid) {
        if (info.si_pid == zygote_pid)
            errno = 0, fault("the prepared interpreter has ended");
        int status = info.si_code == CLD_EXITED ? (info.si_status & 0xff) << 8 : info.si_status & 0x7f;
        count_in(info.si_uid, info.si_pid, status,
            (uint64_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000 + (uint64_t)(used.ru_utime.tv_usec + used.ru_stime.tv_usec),
            (uint64_t)used.ru_maxrss * 1024);
    }
}

static void hear_zygote(void) {
    struct news news;
    ssize_t n;
    while (zygote >= 0 && (n = recv(zygote, &news, sizeof news, MSG_DONTWAIT)) >= 0) {
        if (n != sizeof news)
            errno = 0, fault("the prepared interpreter has ended");
        if (news.status != -1) {
            count_in(news.uid, news.pid, news.status, news.cpu_us, news.peak_bytes);
            continue;
        }
        for (int i = 0; i < running_count; i++)
            if (running[i].uid == news.uid)
                running[i].pid = news.pid;
    }
}

void start_supervising(void) {
    sigset_t child;
    sigemptyset(&child);
    sigaddset(&child, SIGCHLD);
    int pair[2];
    if (sigprocmask(SIG_BLOCK, &child, NULL) || (signals = signalfd(-1, &child, SFD_NONBLOCK | SFD_CLOEXEC)) < 0)
        fault("no signals");
    if (access(ZYGOTE, X_OK))
        return;
    /* Where its programs' stacks may grow to is settled when it starts; their own limit is set for each. */
    struct rlimit stack;
    getrlimit(RLIMIT_STACK, &stack);
    stack.rlim_cur = stack.rlim_max < (512u << 20) ? stack.rlim_max : 512u << 20;
    if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, pair) || (zygote_pid = fork()) < 0)
        fault("no prepared interpreter");
    if (!zygote_pid) {
        int null[2];
        if (setrlimit(RLIMIT_STACK, &stack) || dup2(pair[1], 3) < 0 || pipe(null) || dup2(null[0], 0) < 0 || dup2(null[1], 1) < 0)
            _exit(1);
        close_range(4, ~0u, 0);
        putenv("HOME=/box");
        putenv("TMPDIR=/box");
        execl(ZYGOTE, "python3", (char *)NULL);
        _exit(1);
    }
    close(pair[1]);
    zygote = pair[0];
    struct news ready;
    if (recv(zygote, &ready, sizeof ready, 0) != sizeof ready)
        fault("the prepared interpreter did not start");
}

/* ---- starting ---- */

static void execute(const struct run *run, const struct confinement *c, const int fds[]) {
    static char home[32], temporary[32];
    char *environment[66];
    size_t n = 0;
    for (; n < 60 && environ[n]; n++)
        environment[n] = environ[n];
    environment[n++] = strcat(strcpy(home, "HOME="), run->folder);
    environment[n++] = strcat(strcpy(temporary, "TMPDIR="), run->folder);
    environment[n] = NULL;
    signal(SIGPIPE, SIG_DFL);
    int error[2] = {0, 0}; /* whether it was confined, and errno */
    if (!confine(c, fds)) {
        error[0] = 1;
        execvpe(run->program.arguments[0], run->program.arguments, environment);
    }
    error[1] = errno;
    if (write(error[0] ? ERROR_FD : fds[3], error, sizeof error) < 0)
        _exit(126);
    _exit(127);
}

static bool ask_zygote(const struct run *run, const struct confinement *c, const int fds[]) {
    char **arguments = run->program.arguments;
    if (zygote < 0 || strcmp(arguments[0], "python3") || !arguments[1] || arguments[1][0] == '-')
        return false;
    static char order[MAX_ORDER];
    size_t length = sizeof *c;
    memcpy(order, c, sizeof *c);
    for (char **a = arguments + 1; *a; a++) {
        size_t n = strlen(*a) + 1;
        if (n > sizeof order - length)
            return false;
        memcpy(order + length, *a, n);
        length += n;
    }
    union { char bytes[CMSG_SPACE(6 * sizeof(int))]; struct cmsghdr aligned; } control;
    struct iovec vector = {order, length};
    struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1, .msg_control = &control, .msg_controllen = CMSG_SPACE(c->fds * sizeof(int))};
    struct cmsghdr *head = CMSG_FIRSTHDR(&message);
    head->cmsg_level = SOL_SOCKET;
    head->cmsg_type = SCM_RIGHTS;
    head->cmsg_len = CMSG_LEN(c->fds * sizeof(int));
    memcpy(CMSG_DATA(head), fds, c->fds * sizeof(int));
    if (sendmsg(zygote, &message, 0) != (ssize_t)length)
        fault("the prepared interpreter takes no orders");
    return true;
}

/* A pipe whose far end belongs to the user, so that /dev/stdin and its like can be opened. */
static int open_pipe(int *ours, bool we_write, uint32_t uid) {
    int ends[2];
    if (pipe2(ends, O_CLOEXEC))
        fault("no pipe");
    *ours = ends[we_write];
    if (fcntl(*ours, F_SETFL, O_NONBLOCK) || fchown(ends[!we_write], uid, uid))
        fault("no pipe");
    return ends[!we_write];
}

void start(struct run *run, int joined, bool is_tests) {
    struct program *p = &run->program;
    struct confinement c = {run->uid, p->processes, p->cpu_us, p->memory, is_tests, joined < 0 ? 4 : is_tests ? 6 : 5};
    int fds[6] = {open_pipe(&run->in, true, run->uid), open_pipe(&run->out, false, run->uid), open_pipe(&run->err, false, run->uid),
        open_pipe(&run->failed, false, 0), joined, -1};
    if (is_tests)
        fds[5] = open_pipe(&run->report, false, run->uid);
    run->started = now_us();
    if (!ask_zygote(run, &c, fds)) {
        if ((run->pid = fork()) < 0)
            fault("no process");
        if (!run->pid)
            execute(run, &c, fds);
    }
    for (int i = 0; i < 6; i++)
        if (i != 4 && fds[i] >= 0)
            close(fds[i]);
}

/* ---- while it runs ---- */

static void drop(int *fd) {
    if (*fd >= 0)
        close(*fd);
    *fd = -1;
}

static void feed(struct run *run) {
    while (run->in >= 0) {
        size_t left = run->program.input.length - run->fed;
        ssize_t n = left ? write(run->in, run->program.input.bytes + run->fed, left) : 0;
        if (n < 0 && errno == EAGAIN)
            return;
        if (n <= 0)
            drop(&run->in); /* all was said, or nobody listens any more */
        else
            run->fed += (size_t)n;
    }
}

/* Takes what there is. Returns false once more was written than allowed. */
static bool drain(int *fd, struct buffer *into) {
    static uint8_t chunk[1 << 16];
    while (*fd >= 0) {
        ssize_t n = read(*fd, chunk, sizeof chunk);
        if (n < 0 && errno == EAGAIN)
            break;
        if (n <= 0)
            drop(fd);
        else
            append(into, chunk, (size_t)n);
        if (into->full)
            return false;
    }
    return true;
}

static bool drain_all(struct run *run) {
    bool within = drain(&run->out, &run->output) & drain(&run->err, &run->errors) & drain(&run->report, &run->reported);
    return within && run->output.length + run->errors.length <= run->program.output;
}

static void wait_for(const struct run runs[], int count, int milliseconds) {
    struct pollfd polled[13] = {{signals, POLLIN, 0}, {zygote, POLLIN, 0}, {0, 0, 0}};
    int n = 3;
    for (int i = 0; i < count; i++) {
        polled[n++] = (struct pollfd){runs[i].in, POLLOUT, 0};
        polled[n++] = (struct pollfd){runs[i].out, POLLIN, 0};
        polled[n++] = (struct pollfd){runs[i].err, POLLIN, 0};
        polled[n++] = (struct pollfd){runs[i].report, POLLIN, 0};
    }
    poll(polled, (nfds_t)n, milliseconds);
    if (polled[2].revents & (POLLHUP | POLLERR))
        exit(0); /* nobody waits for the answer */
}

/* Ends every process of a run, and settles how it ended. */
static void finish(struct run *run, uint8_t why, uint64_t oom_kills) {
    if (run->over)
        return;
    uint64_t deadline = now_us() + 10000000;
    struct usage usage;
    kill_user(run->uid);
    while (scan(&run->uid, &usage, 1), reap(), hear_zygote(), usage.processes || !run->ended) {
        /* A process that the zygote has yet to fork is killed as soon as it is there. */
        if (usage.processes)
            kill_user(run->uid);
        if (now_us() > deadline)
            errno = ETIMEDOUT, fault("a program could not be ended");
        wait_for(NULL, 0, 1);
    }
    bool within = drain_all(run);
    int error[2];
    ssize_t told = read(run->failed, error, sizeof error);
    if (told == sizeof error && !error[0])
        errno = error[1], fault("a program could not be confined");
    run->cpu_us = run->cpu_us > run->reaped_us ? run->cpu_us : run->reaped_us;
    run->over = true;
    drop(&run->in), drop(&run->out), drop(&run->err), drop(&run->report), drop(&run->failed);
    const struct program *p = &run->program;
    run->end = told == sizeof error ? NOT_STARTED
        : why != STILL_OPEN && why != NO_LONGER_NEEDED ? why
        : run->cpu_us > p->cpu_us ? CPU_LIMIT
        : run->peak > p->memory || (WIFSIGNALED(run->status) && WTERMSIG(run->status) == SIGKILL && container_oom_kills() > oom_kills) ? MEMORY_LIMIT
        : !within ? OUTPUT_LIMIT
        : why == NO_LONGER_NEEDED ? NO_LONGER_NEEDED
        : WIFSIGNALED(run->status) ? SIGNALLED : EXITED;
}

/* What the container used and no process that we buried or saw accounts for: of children whose parent ignored their
 * end. It is the program's. Small differences are the kernel's own rounding. */
static uint64_t hidden_us(uint64_t container, const uint64_t known) {
    uint64_t now = container_cpu_us();
    return now > container + known + 50000 ? now - container - known : 0;
}

/* What a run holds, given the sum over its processes and what the container holds more than before: the sum counts what
 * forks share for each of them, and misses files without a name, which only the program (the first) may keep. */
static uint64_t settled(uint64_t sum, int processes, int index, uint64_t together) {
    if (!together || (index && processes < 2))
        return sum;
    return processes > 1 && (index == 0 || together < sum) ? together : together > sum && !index ? together : sum;
}

static uint64_t own_us(void) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    uint64_t own = (uint64_t)(used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1000000 + (uint64_t)(used.ru_utime.tv_usec + used.ru_stime.tv_usec);
    return own + (zygote_pid ? process_cpu_us(zygote_pid) : 0);
}

/* Counts the time in which nothing of a job ran or wanted to run. On a busy machine a program waits for its turn, which
 * is no sleep; nor is it when it waits for us, or for what runs beside it. */
static void sample_sleep(struct run runs[], int count, const uint32_t uids[], uint64_t now) {
    static uint64_t sampled, moved;
    uint64_t moves = 0;
    for (int i = 0; i < count; i++)
        moves += runs[i].fed + runs[i].output.length + runs[i].errors.length + runs[i].reported.length;
    if (moved == moves && sampled > runs[0].started && now - sampled < SAMPLE_MS * 1000)
        return;
    bool slept = moved == moves && sampled > runs[0].started && runs[0].pid && asleep(uids, count);
    for (int i = 0; i < count; i++)
        if (slept && !runs[i].over)
            runs[i].idle_us += SAMPLE_MS * 1000;
    sampled = now;
    moved = moves;
}

void supervise(struct run runs[], int count) {
    uint64_t before = container_memory(), container = container_cpu_us(), own = own_us(), oom_kills = container_oom_kills(), looked = now_us();
    running = runs;
    running_count = count;
    uint32_t uids[2] = {runs[0].uid, runs[1].uid};
    while (!runs[count - 1].over || !runs[0].over) {
        wait_for(runs, count, TICK_MS);
        reap();
        hear_zygote();
        uint64_t now = now_us();
        bool look = now - looked >= TICK_MS * 1000;
        struct usage usage[2] = {{0}};
        uint64_t together = 0;
        if (look) {
            together = container_memory();
            together = together > before ? together - before : 0;
            scan(uids, usage, count);
            looked = now;
            sample_sleep(runs, count, uids, now);
        }
        for (int i = 0; i < count; i++) {
            struct run *run = &runs[i];
            if (run->over)
                continue;
            feed(run);
            uint8_t why = drain_all(run) ? STILL_OPEN : OUTPUT_LIMIT;
            if (look) {
                run->cpu_us = run->reaped_us + usage[i].cpu_us;
                if (i == 0)
                    run->cpu_us += hidden_us(container, own_us() - own + run->cpu_us + (count == 2 ? runs[1].reaped_us + usage[1].cpu_us : 0));
                uint64_t memory = usage[i].memory + used_by(run->folder) + (i ? 0 : used_by("/tmp") + used_by("/dev/shm"));
                memory = settled(memory, usage[i].processes, i, together > usage[!i].memory ? together - usage[!i].memory : 0);
                if (memory > run->peak)
                    run->peak = memory;
                why = why != STILL_OPEN ? why : run->cpu_us > run->program.cpu_us ? CPU_LIMIT : run->peak > run->program.memory ? MEMORY_LIMIT : why;
            }
            if (!run->ended && why == STILL_OPEN)
                why = run->idle_us > run->program.cpu_us ? IDLE_LIMIT : now - run->started > run->program.wall_us ? WALL_LIMIT : why;
            if (run->ended || why != STILL_OPEN)
                finish(run, why, oom_kills);
        }
        if (count == 2 && runs[1].over)
            finish(&runs[0], NO_LONGER_NEEDED, oom_kills);
    }
    running_count = 0;
}
