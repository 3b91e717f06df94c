/* Processes of programs, found by their user: what they use, and their end. */
#ifndef PROCESSES_H
#define PROCESSES_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

struct usage { uint64_t cpu_us, memory; int processes; };

/* Adds up what the living processes of each of `count` users use now, children that they waited for included. */
void scan(const uint32_t uids[], struct usage usage[], int count);

/* Whether every thread of every process of these users waits for something other than its turn or the machine. */
bool asleep(const uint32_t uids[], int count);

/* Sends SIGKILL to every process of a user at one moment, so that none can start another in between. */
void kill_user(uint32_t uid);

/* Of the whole container, as its control group counts them; 0 where that can't be read. */
uint64_t container_cpu_us(void);
uint64_t container_oom_kills(void);
uint64_t container_memory(void); /* of processes and of files in memory; shared pages count once */

uint64_t process_cpu_us(pid_t pid);
uint64_t now_us(void);

#endif
