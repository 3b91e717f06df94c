/* What server and runner say to each other; Boxes/Wire.cs is the other side and mirrors this comment.
 *
 * A frame is u32 length of what follows | u8 kind | u64 id | body. Numbers are little-endian; text and blob are u32
 * length | bytes. The runner answers each frame with one frame of the same id, and never speaks unasked.
 *
 * To the runner:
 *   'L'  a new lease: wipe /kept. No body.
 *   'J'  a job: u8 programs (1 or 2: the program, its tests) | text keep (empty: nothing) | each program:
 *        u64 cpu_us | u64 wall_us | u64 memory_bytes | u64 output_bytes | u32 processes |
 *        u32 n, n * text argument | u32 n, n * (text path | u8 executable | blob content) |
 *        blob stdin | u32 n, n * text path to fetch
 * From the runner:
 *   'L'  done. No body.
 *   'J'  each program: u8 end (in the order of BoxEnd) | i32 exit code | i32 signal | u64 cpu_us | u64 wall_us |
 *        u64 idle_us | u64 peak_bytes | blob stdout | blob stderr | u32 n, n * (text path | u8 executable | blob content);
 *        then, where there are tests: blob report
 *   'F'  the box could not do its work: text why. It is of no more use, and ends.
 */
#ifndef WIRE_H
#define WIRE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define MAX_FRAME (256u << 20)
#define MAX_ITEMS 4096u /* arguments, files or fetches of one program */

enum { EXITED, SIGNALLED, CPU_LIMIT, IDLE_LIMIT, WALL_LIMIT, MEMORY_LIMIT, OUTPUT_LIMIT, NO_LONGER_NEEDED, NOT_STARTED, STILL_OPEN };

/* Bytes of a frame that are still to be read. Reading past the end sets `bad` and gives nothing. */
struct reader { const uint8_t *at, *end; bool bad; };
struct text { const uint8_t *bytes; uint32_t length; };

uint64_t read_number(struct reader *r, size_t bytes);
struct text read_text(struct reader *r);
char *copy_text(struct text t); /* zero-terminated, to be freed; NULL where it holds a zero */

/* Bytes that grow up to a bound; what is beyond it is dropped, and `full` says so. */
struct buffer { uint8_t *bytes; size_t length, room, bound; bool full; };

void append(struct buffer *b, const void *bytes, size_t length);
void append_number(struct buffer *b, uint64_t value, size_t bytes);
void append_blob(struct buffer *b, const void *bytes, size_t length);

#endif
