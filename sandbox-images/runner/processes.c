#define _GNU_SOURCE
#include "processes.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#define NOBODYS_USER 64998 /* of no process but the one that kills */

static bool read_small(const char *path, char *into, size_t room) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t n = fd < 0 ? -1 : read(fd, into, room - 1);
    if (fd >= 0)
        close(fd);
    into[n > 0 ? n : 0] = 0;
    return n > 0;
}

static bool is_number(const char *name) { return *name >= '1' && *name <= '9'; }

static uint64_t number_after(const char *text, const char *key) {
    const char *at = strstr(text, key);
    return at ? strtoull(at + strlen(key), NULL, 10) : 0;
}

/* The name of a process, which it chooses itself, stands first in both files: it is escaped in `status` (no line of
 * its own making), and in `stat` it ends at the last bracket. The owner of /proc/PID is no measure: a process that
 * can't be dumped is shown as root's. */
static void add(const char *pid, const uint32_t uids[], struct usage usage[], int count) {
    char path[64], text[4096];
    snprintf(path, sizeof path, "/proc/%.20s/status", pid);
    const char *at;
    if (!read_small(path, text, sizeof text) || !(at = strstr(text, "\nUid:")))
        return;
    uint32_t uid = (uint32_t)strtoul(at + 5, NULL, 10);
    for (int i = 0; i < count; i++) {
        if (uids[i] != uid)
            continue;
        usage[i].processes++;
        usage[i].memory += number_after(at, "\nVmRSS:") * 1024;
        snprintf(path, sizeof path, "/proc/%.20s/stat", pid);
        unsigned long long t[4];
        if (read_small(path, text, sizeof text) && (at = strrchr(text, ')')) &&
            sscanf(at + 1, " %*c %*d %*d %*d %*d %*d %*u %*u %*u %*u %*u %llu %llu %llu %llu", t, t + 1, t + 2, t + 3) == 4)
            usage[i].cpu_us += (t[0] + t[1] + t[2] + t[3]) * (1000000 / (uint64_t)sysconf(_SC_CLK_TCK));
    }
}

void scan(const uint32_t uids[], struct usage usage[], int count) {
    static DIR *list;
    memset(usage, 0, (size_t)count * sizeof *usage);
    if (!list && !(list = opendir("/proc")))
        abort();
    rewinddir(list);
    for (struct dirent *e; (e = readdir(list));)
        if (is_number(e->d_name) && strcmp(e->d_name, "1"))
            add(e->d_name, uids, usage, count);
}

static bool thread_is_awake(const char *pid, const char *tid) {
    char path[96], text[512];
    snprintf(path, sizeof path, "/proc/%.20s/task/%.20s/stat", pid, tid);
    const char *at = read_small(path, text, sizeof text) ? strrchr(text, ')') : NULL;
    return at && (at[2] == 'R' || at[2] == 'D');
}

static bool process_is_awake(const char *pid) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%.20s/task", pid);
    DIR *threads = opendir(path);
    bool awake = false;
    for (struct dirent *e; threads && !awake && (e = readdir(threads));)
        awake = is_number(e->d_name) && thread_is_awake(pid, e->d_name);
    if (threads)
        closedir(threads);
    return awake;
}

bool asleep(const uint32_t uids[], int count) {
    DIR *list = opendir("/proc");
    bool awake = !list;
    for (struct dirent *e; !awake && (e = readdir(list));) {
        struct usage usage[2] = {{0}};
        if (is_number(e->d_name) && strcmp(e->d_name, "1"))
            add(e->d_name, uids, usage, count);
        awake = (usage[0].processes || usage[1].processes) && process_is_awake(e->d_name);
    }
    if (list)
        closedir(list);
    return !awake;
}

void kill_user(uint32_t uid) {
    for (;;) {
        pid_t helper = fork();
        if (helper < 0)
            abort();
        if (!helper) {
            /* Only the effective user may be his: by the others he could send signals to this process. */
            if (syscall(SYS_setresuid, NOBODYS_USER, uid, NOBODYS_USER))
                _exit(2);
            _exit(kill(-1, SIGKILL) && errno != ESRCH && errno != EPERM ? 3 : 0);
        }
        int status;
        while (waitpid(helper, &status, 0) != helper)
            ;
        if (WIFEXITED(status) && !WEXITSTATUS(status))
            return;
        if (!WIFSIGNALED(status)) /* short of memory, it may have been chosen: then once more */
            abort();
    }
}

uint64_t container_cpu_us(void) {
    char text[512];
    if (read_small("/sys/fs/cgroup/cpuacct/cpuacct.usage", text, sizeof text))
        return strtoull(text, NULL, 10) / 1000;
    return read_small("/sys/fs/cgroup/cpu.stat", text, sizeof text) ? number_after(text, "usage_usec ") : 0;
}

uint64_t container_oom_kills(void) {
    char text[512];
    if (read_small("/sys/fs/cgroup/memory/memory.oom_control", text, sizeof text))
        return number_after(text, "\noom_kill ");
    return read_small("/sys/fs/cgroup/memory.events", text, sizeof text) ? number_after(text, "\noom_kill ") : 0;
}

uint64_t container_memory(void) {
    char text[4096];
    if (read_small("/sys/fs/cgroup/memory/memory.stat", text, sizeof text))
        return number_after(text, "rss ") + number_after(text, "\nshmem ");
    return read_small("/sys/fs/cgroup/memory.stat", text, sizeof text) ? number_after(text, "anon ") + number_after(text, "\nshmem ") : 0;
}

uint64_t process_cpu_us(pid_t pid) {
    clockid_t clock;
    struct timespec t;
    return clock_getcpuclockid(pid, &clock) || clock_gettime(clock, &t) ? 0 : (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}

uint64_t now_us(void) {
    struct timespec t;
    clock_gettime(CLOCK_MONOTONIC, &t);
    return (uint64_t)t.tv_sec * 1000000 + (uint64_t)t.tv_nsec / 1000;
}
