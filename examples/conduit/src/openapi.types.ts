// Generated from openapi.yml by `lintel contract types`; do not edit.

/** What each operation takes and answers, by its `operationId`. */
export interface Operations {
  /**
   * POST /users
   *
   * Open an account
   */
  CreateUser: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: { user: NewUser }
    response:
      | { status: 201; body: { user: User } }
      | { status: 409; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * POST /users/login
   *
   * Sign in
   */
  Login: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: { user: LoginUser }
    response:
      | { status: 200; body: { user: User } }
      | { status: 401; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * GET /user
   *
   * Who am I
   */
  GetCurrentUser: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response:
      | { status: 200; body: { user: User } }
      | { status: 401; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * PUT /user
   *
   * Change my account
   */
  UpdateCurrentUser: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: { user: UpdateUser }
    response:
      | { status: 200; body: { user: User } }
      | { status: 401; body: Errors }
      | { status: 409; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * GET /profiles/{username}
   *
   * Somebody's profile
   */
  GetProfileByUsername: {
    params: { username: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response:
      | { status: 200; body: { profile: Profile } }
      | { status: 401; body: Errors }
      | { status: 404; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * POST /profiles/{username}/follow
   *
   * Follow somebody
   */
  FollowUserByUsername: {
    params: { username: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response:
      | { status: 200; body: { profile: Profile } }
      | { status: 401; body: Errors }
      | { status: 404; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * DELETE /profiles/{username}/follow
   *
   * Follow somebody no longer
   */
  UnfollowUserByUsername: {
    params: { username: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response:
      | { status: 200; body: { profile: Profile } }
      | { status: 401; body: Errors }
      | { status: 404; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * GET /articles/feed
   *
   * Articles of the people I follow, newest first
   */
  GetArticlesFeed: {
    params: Record<string, never>
    query: {
      /** Articles to skip */
      offset?: number
      /**
       * Articles at most
       * @default 20
       */
      limit: number
    }
    headers: Record<string, never>
    body: undefined
    response:
      | { status: 200; body: { articles: ArticleInList[]; articlesCount: number } }
      | { status: 401; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * GET /articles
   *
   * Articles of everybody, newest first
   */
  GetArticles: {
    params: Record<string, never>
    query: {
      tag?: string
      /** A username */
      author?: string
      /** The username of somebody who favours them */
      favorited?: string
      /** Articles to skip */
      offset?: number
      /**
       * Articles at most
       * @default 20
       */
      limit: number
    }
    headers: Record<string, never>
    body: undefined
    response:
      | { status: 200; body: { articles: ArticleInList[]; articlesCount: number } }
      | { status: 401; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * POST /articles
   *
   * Publish an article
   */
  CreateArticle: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: { article: NewArticle }
    response:
      | { status: 201; body: { article: Article } }
      | { status: 401; body: Errors }
      | { status: 409; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * GET /articles/{slug}
   *
   * One article
   */
  GetArticle: {
    params: { slug: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response:
      | { status: 200; body: { article: Article } }
      | { status: 404; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * PUT /articles/{slug}
   *
   * Change my article
   */
  UpdateArticle: {
    params: { slug: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: { article: UpdateArticle }
    response:
      | { status: 200; body: { article: Article } }
      | { status: 401; body: Errors }
      | { status: 403; body: Errors }
      | { status: 404; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * DELETE /articles/{slug}
   *
   * Take my article back
   */
  DeleteArticle: {
    params: { slug: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response:
      | { status: 204; body?: undefined }
      | { status: 401; body: Errors }
      | { status: 403; body: Errors }
      | { status: 404; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * POST /articles/{slug}/favorite
   *
   * Favour an article
   */
  CreateArticleFavorite: {
    params: { slug: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response:
      | { status: 200; body: { article: Article } }
      | { status: 401; body: Errors }
      | { status: 404; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * DELETE /articles/{slug}/favorite
   *
   * Favour it no longer
   */
  DeleteArticleFavorite: {
    params: { slug: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response:
      | { status: 200; body: { article: Article } }
      | { status: 401; body: Errors }
      | { status: 404; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * GET /articles/{slug}/comments
   *
   * What is said of an article
   */
  GetArticleComments: {
    params: { slug: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response:
      | { status: 200; body: { comments: Comment[] } }
      | { status: 401; body: Errors }
      | { status: 404; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * POST /articles/{slug}/comments
   *
   * Say something of an article
   */
  CreateArticleComment: {
    params: { slug: string }
    query: Record<string, never>
    headers: Record<string, never>
    body: { comment: NewComment }
    response:
      | { status: 201; body: { comment: Comment } }
      | { status: 401; body: Errors }
      | { status: 404; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * DELETE /articles/{slug}/comments/{id}
   *
   * Take my comment back
   */
  DeleteArticleComment: {
    params: { slug: string; id: number }
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response:
      | { status: 204; body?: undefined }
      | { status: 401; body: Errors }
      | { status: 403; body: Errors }
      | { status: 404; body: Errors }
      | { status: 422; body: Errors }
  }
  /**
   * GET /tags
   *
   * Every tag
   */
  GetTags: {
    params: Record<string, never>
    query: Record<string, never>
    headers: Record<string, never>
    body: undefined
    response: { status: 200; body: { tags: string[] } } | { status: 422; body: Errors }
  }
}

export interface NewUser {
  username: string
  email: string
  /** @format password */
  password: string
}

export interface LoginUser {
  email: string
  /** @format password */
  password: string
}

export interface UpdateUser {
  username?: string
  email?: string
  password?: string
  bio?: string | null
  image?: string | null
}

export interface User {
  username: string
  email: string
  bio: string | null
  image: string | null
  token: string
}

export interface Profile {
  username: string
  bio: string | null
  image: string | null
  following: boolean
}

export interface NewArticle {
  title: string
  description: string
  body: string
  tagList?: TagList
}

export interface UpdateArticle {
  title?: string
  description?: string
  body?: string
  tagList?: TagList
}

export type TagList = string[]

export interface ArticleInList {
  slug: string
  title: string
  description: string
  tagList: string[]
  /** @format date-time */
  createdAt: string
  /** @format date-time */
  updatedAt: string
  favorited: boolean
  favoritesCount: number
  author: Profile
}

export interface Article {
  slug: string
  title: string
  description: string
  body: string
  tagList: string[]
  /** @format date-time */
  createdAt: string
  /** @format date-time */
  updatedAt: string
  favorited: boolean
  favoritesCount: number
  author: Profile
}

export interface NewComment {
  body: string
}

export interface Comment {
  id: number
  body: string
  /** @format date-time */
  createdAt: string
  /** @format date-time */
  updatedAt: string
  author: Profile
}

export interface Errors {
  errors: { [key: string]: string[] }
}
