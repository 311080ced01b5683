/* The one translation unit that holds the implementation of stb. */
#include <stdlib.h>
#include <string.h>

#include "stb_limit.h"

static _Thread_local size_t most_bytes = 0;

void flatscope_stb_limit(size_t bytes) { most_bytes = bytes; }

static int allowed(size_t bytes) { return most_bytes == 0 || bytes <= most_bytes; }
/* Zeroed, so that what a damaged picture leaves unwritten is the same at every run, and nothing of another's. */
static void* limited_malloc(size_t bytes) { return allowed(bytes) ? calloc(bytes > 0 ? bytes : 1, 1) : NULL; }
static void* limited_realloc(void* old, size_t old_bytes, size_t bytes) {
  char* block = allowed(bytes) ? realloc(old, bytes) : NULL;
  if (block != NULL && bytes > old_bytes) memset(block + old_bytes, 0, bytes - old_bytes);
  return block;
}

#define STBI_MALLOC(size) limited_malloc(size)
#define STBI_REALLOC_SIZED(old, old_size, size) limited_realloc(old, old_size, size)
#define STBI_FREE(block) free(block)
/* A damaged file must never end the program. */
#define STBI_ASSERT(condition) ((void)0)
#define STB_IMAGE_IMPLEMENTATION
#define STBI_NO_STDIO
/* GIF alone: core decodes the rest with libjpeg, libpng or by itself. */
#define STBI_ONLY_GIF
#define STBI_MAX_DIMENSIONS (1 << 24)
#include <stb_image.h>
