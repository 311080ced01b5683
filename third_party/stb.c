/* The one translation unit that holds the implementation of stb. */
#include <stdlib.h>

#include "stb_limit.h"

static _Thread_local size_t most_bytes = 0;

void flatscope_stb_limit(size_t bytes) { most_bytes = bytes; }

static int allowed(size_t bytes) { return most_bytes == 0 || bytes <= most_bytes; }
static void* limited_malloc(size_t bytes) { return allowed(bytes) ? malloc(bytes) : NULL; }
static void* limited_realloc(void* old, size_t bytes) { return allowed(bytes) ? realloc(old, bytes) : NULL; }

#define STBI_MALLOC(size) limited_malloc(size)
#define STBI_REALLOC(old, size) limited_realloc(old, size)
#define STBI_FREE(block) free(block)
/* A damaged file must never end the program. */
#define STBI_ASSERT(condition) ((void)0)
#define STB_IMAGE_IMPLEMENTATION
#define STB_IMAGE_WRITE_IMPLEMENTATION
#define STBI_NO_STDIO
#define STBI_WRITE_NO_STDIO
#define STBI_NO_PIC
#define STBI_NO_PNM
#define STBI_MAX_DIMENSIONS (1 << 24)
#include <stb_image.h>
#include <stb_image_write.h>
